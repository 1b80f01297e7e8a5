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
	colShipment: {"shipment", "shipment no|shipment number|shipment ref|shipment reference|shipment id|shipment name|ref|reference|job|job no|" +
		"job number|job ref|file no|file ref|our ref|our reference|shipment code|forwarding no|display name|" +
		"số lô hàng|mã lô hàng|lô hàng|số lô|mã lô|số job|mã job|số hồ sơ|mã hồ sơ|số file|số tham chiếu|mã tham chiếu"},
	colPartner: {"partner", "customer|customer name|client|client name|company|partner name|account|account name|bill to|partner id|" +
		"customer company|" +
		"khách hàng|khách|tên khách hàng|đối tác|công ty"},
	colStatus: {"status", "state|stage|shipment status|current status|state name|job status|" +
		"trạng thái|trạng thái lô hàng|tình trạng|tình trạng lô hàng"},
	colMode: {"mode", "transport|transport mode|mode of transport|transportation|transport type|shipping mode|transport by|" +
		"phương thức|phương thức vận chuyển|phương thức vận tải|loại hình vận chuyển|loại hình vận tải|hình thức vận chuyển"},
	colLoad: {"load", "load type|loading|fcl/lcl|lcl/fcl|ocean shipment type|cargo mode|container mode|" +
		"loại hàng|hình thức hàng|hàng nguyên/lẻ|nguyên/lẻ"},
	colDirection: {"direction", "shipment direction|trade|export/import|import/export|im/ex|ex/im|exp/imp|imp/exp|inbound/outbound|" +
		"chiều|nhập/xuất|hướng|chiều hàng|xuất/nhập"},
	colPOL: {"pol", "port of loading|loading port|load port|origin port|port of load|from port|port of departure|origin|pol code|pol name|" +
		"port of loading (pol)|" +
		"cảng xếp|cảng xếp hàng|cảng bốc|cảng bốc hàng|cảng bốc xếp|cảng load|cảng khởi hành|cảng xuất|cảng đi|nơi đi"},
	colPOD: {"pod", "port of discharge|discharge port|destination port|port of unloading|to port|port of arrival|destination|pod code|" +
		"pod name|" +
		"cảng dỡ|cảng dỡ hàng|cảng trả hàng|cảng nhập|cảng đến|cảng đích|nơi đến"},
	colPickup: {"pickup", "pickup place|pickup location|pick-up address|place of receipt|por|pickup point|receipt place|" +
		"nơi lấy hàng|nơi đóng hàng|địa điểm lấy hàng|địa chỉ lấy hàng|kho lấy hàng|nơi nhận hàng|điểm lấy hàng"},
	colDropoff: {"dropoff", "dropoff location|delivery place|place of delivery|final destination|pld|delivery address|delivery location|" +
		"delivery point|place of final delivery|" +
		"nơi giao hàng|địa điểm giao hàng|địa chỉ giao hàng|kho giao hàng|nơi trả hàng|điểm giao hàng"},
	colETD: {"etd", "estimated departure|estimated departure date|estimated time of departure|etd date|etd pol|departure date|sailing date|" +
		"date of departure|" +
		"ngày đi|ngày khởi hành|ngày etd|dự kiến đi|dự kiến khởi hành|giờ tàu chạy dự kiến|ngày xuất bến|ngày rời cảng dự kiến|" +
		"ngày khởi hành dự kiến|ngày tàu chạy dự kiến|ngày đi dự kiến"},
	colETA: {"eta", "estimated arrival|estimated arrival date|estimated time of arrival|eta date|eta pod|arrival date|date of arrival|" +
		"ngày đến|ngày eta|dự kiến đến|dự kiến cập cảng|ngày về dự kiến|ngày hàng đến|ngày đến dự kiến|ngày tàu đến dự kiến|" +
		"ngày cập cảng dự kiến"},
	colATD: {"atd", "actual departure|actual departure date|actual time of departure|atd date|departed|departed on|date departed|" +
		"on board date|shipped on board|sob date|" +
		"ngày atd|thực tế đi|ngày rời cảng|ngày rời cảng thực tế|ngày khởi hành thực tế|ngày tàu chạy thực tế|ngày đi thực tế|" +
		"ngày tàu chạy"},
	colATA: {"ata", "actual arrival|actual arrival date|actual time of arrival|ata date|arrived|arrived on|date arrived|" +
		"ngày ata|thực tế đến|ngày cập cảng|ngày cập cảng thực tế|ngày cập bến|ngày đến thực tế|ngày tàu đến thực tế|" +
		"ngày tàu đến"},
	colPackages: {"packages", "package|pkgs|pkg|no of packages|number of packages|no. of pkgs|pieces|pcs|quantity|qty|total packages|total quantity|" +
		"package count|package qty|nos of packages|cartons|ctns|" +
		"số kiện|số kiện hàng|tổng số kiện|tổng kiện|kiện|số lượng|số lượng kiện|số thùng"},
	colWeight: {"weight_kg", "weight|gross weight|gross weight kg|gross weight kgs|gw|weight kgs|total weight|total gross weight|gross wt|gr weight|" +
		"g.weight|kgs|kg|" +
		"trọng lượng|trọng lượng kg|tổng trọng lượng|số kg|số ký|khối lượng|khối lượng kg|khối lượng hàng|tổng khối lượng|" +
		"trọng lượng cả bì"},
	colVolume: {"volume_cbm", "volume|cbm|volume m3|measurement|meas|total volume|total cbm|gross volume|m3|" +
		"thể tích|thể tích cbm|tổng thể tích|số khối|số m3|khối"},
	colCommodity: {"commodity", "goods|cargo|cargo description|description|description of goods|goods description|nature of goods|product|products|" +
		"product name|item description|" +
		"hàng hóa|tên hàng|tên hàng hóa|mô tả hàng|mô tả hàng hóa|loại hàng hóa|mặt hàng"},
	colHBL: {"hbl", "hbl no|hbl number|hbl ref|house bl no|house bl number|house bill no|house bill number|house waybill|house bl|" +
		"house bill|house bill of lading|hawb|" +
		"vận đơn nhà|số hbl|mã hbl|số house bill|vận đơn thứ cấp|số vận đơn nhà|số vận đơn hbl"},
	colMBL: {"mbl", "mbl no|mbl number|mbl ref|master bl no|master bl number|master bill no|master bill number|ocean bill of lading|obl|" +
		"master bl|master bill|master bill of lading|mawb|" +
		"vận đơn chủ|số mbl|mã mbl|số master bill|số vận đơn chủ"},
	colBooking: {"booking", "booking no|booking number|booking ref|booking reference|carrier booking|carrier booking no|carrier booking number|bkg|" +
		"bkg no|bkg number|shipping order|" +
		"số booking|số bkg|mã booking|số đặt chỗ|mã đặt chỗ"},
	colPO: {"po", "po no|po number|purchase order|customer po|customer po no|customer ref|customer reference|po ref|po reference|" +
		"purchase order no|purchase order number|purchase orders|client reference|order no|order number|" +
		"số po|mã po|số đơn hàng po|đơn đặt hàng|số đơn hàng"},
	colCarrier: {"carrier", "shipping line|line|liner|ocean carrier|scac|carrier code|carrier name|carrier scac|shipping company|steamship line|" +
		"ssl|" +
		"hãng tàu|tên hãng tàu|hãng vận chuyển|hãng vận tải"},
	colVessel: {"vessel", "vessel name|ship|ship name|ocean vessel|vsl|mother vessel|feeder vessel|" +
		"tàu|tên tàu|tàu biển|tàu mẹ"},
	colVoyage: {"voyage", "voyage no|voyage number|voy|voy no|voy number|voyage ref|" +
		"chuyến|số chuyến|số hiệu chuyến|mã chuyến|chuyến tàu"},
	colContainer: {"container", "container no|container number|container num|containers|containers no|container numbers|cont|conts|cont. no|cntr|" +
		"cntr number|ctnr no|equipment no|equipment number|cont number|container id|cntr no|container nos|" +
		"số container|số hiệu container|mã container|số cont|số conts|số cntr|số công"},
	colContainerType: {"container_type", "containers type|cntr type|cntr size|ctnr type|container size|container size type|size type|cont type|equipment type|" +
		"iso code|container iso|size cont|" +
		"loại container|kích cỡ container|kích thước container|loại cont|loại vỏ|cỡ container"},
	colSeal: {"seal", "seal no|seal number|seals|seals no|container seal|container seal no|carrier seal|line seal|" +
		"số seal|seal hãng tàu|số chì|số kẹp chì|số niêm chì|niêm chì"},
	colIMO: {"imo", "imo no|imo number|vessel imo|" +
		"số imo"},
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
	return columnOfPath(cell)
}
