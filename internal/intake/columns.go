package intake

// column is a field of a list, by its place in the table of columns.
type column int

// The columns, in the order in which they are listed.
const (
	colShipment column = iota
	colPartner
	colStatus
	colMode
	colLoad
	colDirection
	colPOL
	colPOD
	colPickup
	colDropoff
	colETD
	colETA
	colATD
	colATA
	colPackages
	colWeight
	colVolume
	colCommodity
	colHBL
	colMBL
	colBooking
	colPO
	colCarrier
	colVessel
	colVoyage
	colContainer
	colContainerType
	colSeal
	colIMO
	colTSPort
	colTSETA
	colTSETD
	colVessel2
	colVoyage2
	colDemurrageDays
	colLastFreeDay
	colStorageDays
	colTerminalLastFreeDay
	colDetentionDays
	colReturnBy
	colCustomsHold
	colLineHold
	colTerminalHold
	colAvailable
	columnCount
)

// columns are their names in the same order, in files and in reports. What else files call them is in
// headings.txt.
var columns = [columnCount]string{
	"shipment", "partner", "status", "mode", "load", "direction", "pol", "pod", "pickup", "dropoff",
	"etd", "eta", "atd", "ata", "packages", "weight_kg", "volume_cbm", "commodity",
	"hbl", "mbl", "booking", "po", "carrier", "vessel", "voyage", "container", "container_type", "seal",
	"imo", "ts_port", "ts_eta", "ts_etd", "vessel_2", "voyage_2",
	"demurrage_days", "last_free_day", "storage_days", "terminal_last_free_day", "detention_days", "return_by",
	"customs_hold", "line_hold", "terminal_hold", "available",
}

// String is the column's name in reports.
func (c column) String() string { return columns[c] }

// required are the columns without which no row can be read.
var required = []column{colShipment, colPartner}
