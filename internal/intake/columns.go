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

// columns are their names, in files and in reports. What else files call them is in
// headings.txt.
var columns = [columnCount]string{
	colShipment:      "shipment",
	colPartner:       "partner",
	colStatus:        "status",
	colMode:          "mode",
	colLoad:          "load",
	colDirection:     "direction",
	colPOL:           "pol",
	colPOD:           "pod",
	colPickup:        "pickup",
	colDropoff:       "dropoff",
	colETD:           "etd",
	colETA:           "eta",
	colATD:           "atd",
	colATA:           "ata",
	colPackages:      "packages",
	colWeight:        "weight_kg",
	colVolume:        "volume_cbm",
	colCommodity:     "commodity",
	colHBL:           "hbl",
	colMBL:           "mbl",
	colBooking:       "booking",
	colPO:            "po",
	colCarrier:       "carrier",
	colVessel:        "vessel",
	colVoyage:        "voyage",
	colContainer:     "container",
	colContainerType: "container_type",
	colSeal:          "seal",
	colIMO:           "imo",
	colTSPort:        "ts_port",
	colTSETA:         "ts_eta",
	colTSETD:         "ts_etd",
	colVessel2:       "vessel_2",
	colVoyage2:       "voyage_2",

	colDemurrageDays:       "demurrage_days",
	colLastFreeDay:         "last_free_day",
	colStorageDays:         "storage_days",
	colTerminalLastFreeDay: "terminal_last_free_day",
	colDetentionDays:       "detention_days",
	colReturnBy:            "return_by",
	colCustomsHold:         "customs_hold",
	colLineHold:            "line_hold",
	colTerminalHold:        "terminal_hold",
	colAvailable:           "available",
}

// String is the column's name in reports.
func (c column) String() string { return columns[c] }

// required are the columns without which no row can be read.
var required = []column{colShipment, colPartner}
