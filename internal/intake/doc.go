// Package intake is how facts come in: lists of shipments as CSV or XLSX, and
// carriers' messages in the shapes of DCSA Track & Trace.
//
// Every import takes the same way. The input is read once, as a stream, into a
// spool: a temporary file of rows or messages, of which only the place of each
// and the shipment that it belongs to stay in memory. When all of it has been
// read, the shipments are taken one after the other, each with everything that
// the file says of it, wherever in the file that stands. So a shipment is
// taken whole or not at all, importing the same file twice changes nothing,
// and a dry run does exactly what the import would do and then rolls back.
//
// What a file is wrong about is not an error but a line of the [Report]: the
// row or path, the field, the value and the reason. An error is only what
// concerns the whole file, or the store.
//
// A column is looked at before its cells: while a list is read, survey.go gathers
// what the cells of each column prove about the order of its dates and the sign
// before its decimals. A workbook is read as a person sees it, sheet by sheet:
// the package workbook has the cells, sheets.go finds the lists among them. How people
// write a date is known to the package dates.
//
// Start with [Run]. A list goes through table.go (the header), row.go (one
// row's cells) and list.go (one shipment); messages go through dcsa_walk.go
// (the stream), dcsa_message.go (the shapes), dcsa_map.go (the milestones),
// dcsa_find.go (which shipment) and dcsa_take.go.
package intake
