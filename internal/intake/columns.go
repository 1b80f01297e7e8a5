package intake

import (
	"strings"

	"porthole/internal/model"
)

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

// Odoo exports what is linked to a record as paths: `Customer/Name` is the name
// of one linked record, and `Containers/Seal No.` is a column of a list of them.
// Each record of such a list is a row of its own, and all but the first have
// nothing in the columns of the shipment.

// lists are what the list of a shipment's containers is called, folded.
var lists = map[string]bool{
	"container": true, "containers": true, "containerids": true, "containerline": true, "containerlines": true,
	"shipmentcontainers": true, "danhsachcontainer": true,
}

// ofList are the fields of a container that have a name of their own only in
// its list, folded.
var ofList = map[string]column{
	"number": colContainer, "no": colContainer, "name": colContainer, "displayname": colContainer, "so": colContainer,
	"type": colContainerType, "size": colContainerType, "sizetype": colContainerType, "loai": colContainerType, "co": colContainerType,
}

// names are the fields by which a linked record is named, folded.
var names = map[string]bool{
	"name": true, "displayname": true, "number": true, "no": true, "reference": true, "ten": true, "tenhienthi": true, "so": true,
}

// columnOfPath reads a header cell that is a path.
func columnOfPath(cell string) (column, bool) {
	head, tail, ok := strings.Cut(cell, "/")
	if !ok {
		return 0, false
	}
	head, tail = model.Fold(head), model.Fold(tail)
	if lists[head] {
		if c, ok := ofList[tail]; ok {
			return c, true
		}
		c, ok := columnNamed(tail)
		return c.column, ok && ofContainer(c.column)
	}
	c, ok := columnNamed(head)
	return c.column, ok && (names[tail] || tail == "code" && c.column != colPartner)
}

// ofContainer says that a column may be a container's own.
func ofContainer(c column) bool {
	switch c {
	case colContainer, colContainerType, colSeal, colPackages, colWeight, colVolume, colCommodity:
		return true
	default:
		return c.isFree()
	}
}

// isListPath tells a column of the list of containers.
func isListPath(cell string) bool { return lists[headOf(cell)] }

// headOf is the beginning of a path, folded; empty when the cell is none.
func headOf(cell string) string {
	head, _, path := strings.Cut(cell, "/")
	if !path {
		return ""
	}
	return model.Fold(head)
}
