// Reads and adds the dataset of a dynamic page in the page's layout. On Wix, the editor puts one on each dynamic page.
import { readAttribute } from './layout-elements.ts';

/** The number of items of a page of a dataset, if the layout says nothing (assumed). */
export const DATASET_PAGE_SIZE = 12;

const DATASET = /<[a-z][^>]*\sdata-wix-type\s*=\s*["']?DynamicDataset\b[^>]*>/iu;
const MAX_PAGE_SIZE = 1000;

/** Returns the number of items of a page of the layout's dynamic dataset. */
export function readDynamicPageSize(layout: string | undefined): number {
  const tag = layout === undefined ? undefined : DATASET.exec(layout)?.[0];
  const size = Number(readAttribute(tag ?? '', 'data-page-size') ?? DATASET_PAGE_SIZE);
  return Number.isInteger(size) && size >= 1 && size <= MAX_PAGE_SIZE ? size : DATASET_PAGE_SIZE;
}

/** Adds the dataset `#dynamicDataset` to the HTML of a page, unless it has one. */
export function addDynamicDataset(html: string): string {
  if (DATASET.test(html) || /\sid\s*=\s*["']?dynamicDataset\b/iu.test(html)) return html;
  const dataset = '<div id="dynamicDataset" data-wix-type="DynamicDataset" hidden></div>';
  return /<\/body>/iu.test(html)
    ? html.replace(/<\/body>/iu, (end) => `${dataset}${end}`)
    : html + dataset;
}
