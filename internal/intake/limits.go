package intake

// limits bound what one import may cost before it is spent.
type limits struct {
	fileBytes   int64 // of CSV or JSON, as received
	packedBytes int64 // of an XLSX file, as received
	sheetBytes  int64 // of an XLSX file, unpacked; on disk
	partBytes   int64 // of an XLSX file, unpacked; in memory
	parts       int   // entries of an XLSX file
	rows        int   // rows or messages
	columns     int   // cells of one row
	rowBytes    int   // one row of a CSV file, quotes and newlines included
	valueBytes  int64 // one JSON value
	depth       int   // wrappers around a message
	headerRows  int   // how far down the header row is looked for
	remarks     int   // refusals, and warnings, that are kept word for word
	shipment    int   // rows or messages of one shipment
	aheadBytes  int   // of the file, read before they are taken
	batch       int   // shipments of one transaction
	batchItems  int   // rows or messages of one transaction
	batchBytes  int   // of the file, in one transaction
	rawBytes    int   // of a message, kept as it was received
}

// usual are the limits of a running server. The largest list they allow stays
// far below 512 MiB of memory.
func usual() limits {
	return limits{
		fileBytes: 1 << 30, packedBytes: 128 << 20, sheetBytes: 1 << 30, partBytes: 32 << 20, parts: 4096,
		rows: 1_000_000, columns: 256, rowBytes: 256 << 10, valueBytes: 256 << 10, depth: 8,
		headerRows: 20, remarks: 1000, shipment: 10_000, aheadBytes: 4 << 20, batch: 1000, batchItems: 4000, batchBytes: 16 << 20, rawBytes: 1 << 10,
	}
}
