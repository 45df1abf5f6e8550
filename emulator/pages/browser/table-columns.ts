// Reads the columns of a table, and the cells of its rows.

/** A column of a table. @see https://dev.wix.com/docs/velo/velo-only-apis/$w/table/columns */
export interface Column {
  readonly id: string;
  /** The key of the rows' values; `writer.name` is the key `name` of the value `writer`. */
  readonly dataPath: string;
  readonly label: string;
  readonly type: string;
  /** In pixels. */
  readonly width?: number;
  readonly visible?: boolean;
}

/** Reads columns that page code sets. The id stands for what a column lacks (assumed). */
export function readColumns(columns: readonly unknown[]): readonly Column[] {
  return columns.map((it) => {
    const column: Record<string, unknown> = typeof it === 'object' && it !== null ? { ...it } : {};
    const id = readText(column['id']) ?? '';
    const { width, visible } = column;
    return {
      ...column,
      id,
      dataPath: readText(column['dataPath']) ?? id,
      label: readText(column['label']) ?? '',
      type: readText(column['type']) ?? 'string',
      ...(typeof width === 'number' && { width }),
      ...(typeof visible === 'boolean' && { visible }),
    };
  });
}

/** Returns the value of a row in a column. */
export function readCell(row: unknown, { dataPath }: Pick<Column, 'dataPath'>): unknown {
  return dataPath
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? Reflect.get(value, key)
          : undefined,
      row,
    );
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
