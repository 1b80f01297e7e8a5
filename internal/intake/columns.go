package intake

import (
	"strings"

	"porthole/internal/model"
)

// column is a field of a list, by its place in the table of columns.
type column int

// The columns, in the order of the table below.
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
	columnCount
)

// columns has the name of each column, and what else files call it: as Odoo's
// lists show it, as the trade abbreviates it, and as Vietnamese forwarders
// write it. Case, accents, spaces and signs do not matter, nor does a unit or
// remark in brackets behind the name.
var columns = [columnCount]struct {
	name    string
	aliases string
}{
	colShipment: {"shipment", "shipment #|shipment no|shipment number|shipment ref|shipment reference|shipment id|shipment name|" +
		"ref|reference|job|job no|job number|file no|số lô hàng|mã lô hàng|lô hàng|số lô|mã lô|số job|số hồ sơ"},
	colPartner: {"partner", "customer|customer name|client|client name|company|partner name|account|bill to|" +
		"khách hàng|tên khách hàng|đối tác|công ty"},
	colStatus: {"status", "state|stage|shipment status|trạng thái|tình trạng"},
	colMode: {"mode", "transport|transport mode|mode of transport|transportation|transport type|shipping mode|" +
		"phương thức|phương thức vận chuyển|loại hình vận chuyển"},
	colLoad:      {"load", "load type|loading|fcl/lcl|lcl/fcl|ocean shipment type|cargo mode|loại hàng|hình thức hàng"},
	colDirection: {"direction", "shipment direction|trade|export/import|import/export|im/ex|chiều|chiều hàng|xuất/nhập|xuất nhập"},
	colPOL: {"pol", "port of loading|loading port|load port|origin port|port of load|from port|port of departure|origin|" +
		"cảng xếp|cảng xếp hàng|cảng đi|nơi đi"},
	colPOD: {"pod", "port of discharge|discharge port|destination port|port of unloading|to port|port of arrival|destination|" +
		"cảng dỡ|cảng dỡ hàng|cảng đến|cảng đích|nơi đến"},
	colPickup: {"pickup", "pick-up|pick up|pickup place|pickup location|pick-up address|place of receipt|por|" +
		"nơi lấy hàng|nơi nhận hàng|điểm lấy hàng"},
	colDropoff: {"dropoff", "drop-off|drop off|dropoff location|delivery place|place of delivery|final destination|pld|" +
		"nơi giao hàng|nơi trả hàng|điểm giao hàng"},
	colETD: {"etd", "estimated departure|estimated time of departure|etd date|departure date|ngày khởi hành dự kiến|ngày tàu chạy dự kiến|ngày đi dự kiến"},
	colETA: {"eta", "estimated arrival|estimated time of arrival|eta date|arrival date|ngày đến dự kiến|ngày tàu đến dự kiến|ngày cập cảng dự kiến"},
	colATD: {"atd", "actual departure|actual time of departure|departed|ngày khởi hành thực tế|ngày tàu chạy thực tế|ngày đi thực tế|ngày tàu chạy"},
	colATA: {"ata", "actual arrival|actual time of arrival|arrived|ngày đến thực tế|ngày tàu đến thực tế|ngày tàu đến"},
	colPackages: {"packages", "package|pkgs|pkg|no of packages|number of packages|no. of pkgs|pieces|quantity|qty|cartons|ctns|" +
		"số kiện|số lượng|số lượng kiện|số thùng"},
	colWeight: {"weight_kg", "weight|gross weight|gross weight kg|gross weight kgs|gw|g.w.|weight kgs|total weight|kgs|" +
		"trọng lượng|trọng lượng kg|khối lượng|khối lượng kg|trọng lượng cả bì"},
	colVolume:    {"volume_cbm", "volume|cbm|volume m3|measurement|total volume|m3|thể tích|thể tích cbm|số khối"},
	colCommodity: {"commodity", "goods|cargo|cargo description|description|description of goods|goods description|product|hàng hóa|tên hàng|mô tả hàng hóa|mặt hàng"},
	colHBL:       {"hbl", "hbl no|hbl number|hbl #|house bl|house b/l|house bill|house bill of lading|hawb|vận đơn nhà|số hbl|số vận đơn nhà|số vận đơn hbl"},
	colMBL:       {"mbl", "mbl no|mbl number|mbl #|master bl|master b/l|master bill|master bill of lading|mawb|vận đơn chủ|số mbl|số vận đơn chủ"},
	colBooking:   {"booking", "booking no|booking number|booking #|booking ref|booking reference|carrier booking|số booking|số đặt chỗ|mã đặt chỗ"},
	colPO:        {"po", "po no|po number|po #|purchase order|customer po|customer reference|order no|số po|đơn đặt hàng|số đơn hàng"},
	colCarrier:   {"carrier", "shipping line|line|liner|ocean carrier|scac|carrier code|carrier scac|hãng tàu|hãng vận chuyển"},
	colVessel:    {"vessel", "vessel name|ship|mother vessel|feeder vessel|tàu|tên tàu"},
	colVoyage:    {"voyage", "voyage no|voyage number|voy|voy no|chuyến|số chuyến|chuyến tàu"},
	colContainer: {"container", "container no|container number|container #|cont no|cont number|container id|cntr no|container nos|" +
		"số container|số cont|số công"},
	colContainerType: {"container_type", "container size|container size type|size type|cont type|equipment type|iso code|container iso|" +
		"loại container|loại cont|cỡ container"},
	colSeal: {"seal", "seal no|seal number|seal #|số seal|số chì|số niêm chì|niêm chì"},
	colIMO:  {"imo", "imo no|imo number|vessel imo|số imo"},
}

// String is the column's name in reports.
func (c column) String() string { return columns[c].name }

// required are the columns without which no row can be read.
var required = []column{colShipment, colPartner}

// byHeader has every name and alias, folded.
var byHeader = headers()

func headers() map[string]column {
	known := map[string]column{}
	for i, c := range columns {
		known[model.Fold(c.name)] = column(i)
		for alias := range strings.SplitSeq(c.aliases, "|") {
			known[model.Fold(alias)] = column(i)
		}
	}
	return known
}

// columnOf reads a header cell; false for a column that nobody here knows.
func columnOf(cell string) (column, bool) {
	if c, ok := byHeader[model.Fold(cell)]; ok {
		return c, true
	}
	bare, _, bracketed := strings.Cut(cell, "(")
	if !bracketed {
		bare, _, bracketed = strings.Cut(cell, "[")
	}
	if c, ok := byHeader[model.Fold(bare)]; ok && bracketed {
		return c, true
	}
	return 0, false
}
