// Emulates the people search of Wix Inbox: updates the list while the user types.

/** The time after the last key until the list is updated, in milliseconds. */
const TYPING_MS = 150;

/** Returns the text of the search field. */
export function searchedText(): string {
  const field = document.getElementById('search-field');
  return field instanceof HTMLInputElement ? field.value.trim() : '';
}

/** Adds the behaviour of the search field. `onChange` updates the list. */
export function startSearch(onChange: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;

  function search(): void {
    clearTimeout(timer);
    const url = new URL(location.href);
    if (searchedText() === '') url.searchParams.delete('q');
    else url.searchParams.set('q', searchedText());
    history.replaceState(null, '', url);
    onChange();
  }

  document.addEventListener('input', ({ target }) => {
    if (!(target instanceof Element) || target.id !== 'search-field') return;
    clearTimeout(timer);
    timer = setTimeout(search, TYPING_MS);
  });
  document.addEventListener('submit', (event) => {
    if (!(event.target instanceof Element) || event.target.id !== 'search') return;
    event.preventDefault();
    search();
  });
}
