// Package workbook reads the sheets of an XLSX file as a person sees them: numbers,
// dates and words as their formats show them, merged cells in all their rows, and
// without what is hidden. What a file may cost is bounded before it is spent.
//
// It knows nothing of shipments. Start with [Open]; a sheet is read row by row with
// [Book.Read].
package workbook
