package model

import (
	"strings"
	"sync"
)

// gateways are the ports that serve one hinterland and stand for each other: a booking names one of them, and the
// carrier loads or discharges at another without saying so. Terminals of one UN/LOCODE are one port already
// (Yangshan and Waigaoqiao, Busan and Busan New Port, Port Klang North and West). Neighbours that carriers call at
// for different hinterlands, such as Hamburg and Bremerhaven, do not belong here. A port is in one gateway at most,
// and all ports of a gateway are in one country.
var gateways = []struct{ name, codes string }{
	{"Ho Chi Minh City, Cat Lai, Cai Mep, Vung Tau, Phu My", "VNSGN VNVUT"},
	{"Shanghai, Yangshan, Waigaoqiao", "CNSHA"},
	{"Ningbo, Zhoushan", "CNNGB CNZOS"},
	{"Shenzhen, Yantian, Shekou, Chiwan, Da Chan Bay", "CNSZX CNYTN CNSHK CNCWN CNDCB"},
	{"Guangzhou, Nansha, Huangpu", "CNCAN CNNSA CNHUA"},
	{"Keelung, Taipei", "TWKEL TWTPE"},
	{"Tokyo Bay: Tokyo, Yokohama, Kawasaki, Chiba", "JPTYO JPYOK JPKWS JPCHB"},
	{"Osaka Bay: Osaka, Kobe", "JPOSA JPUKB"},
	{"Bangkok, Laem Chabang, Lat Krabang", "THBKK THLCH THLKR"},
	{"Mumbai, Nhava Sheva", "INBOM INNSA"},
	{"Chennai, Kattupalli, Ennore", "INMAA INKAT INENR"},
	{"Kolkata, Haldia", "INCCU INHAL"},
	{"Karachi, Port Qasim", "PKKHI PKBQM"},
	{"Kuwait: Shuwaikh, Shuaiba", "KWSWK KWSAA"},
	{"Doha, Hamad", "QADOH QAHMD"},
	{"Alexandria, El Dekheila", "EGALY EGEDK"},
	{"Istanbul, Ambarli", "TRIST TRAMB"},
	{"Izmit, Gebze", "TRIZT TRGEB"},
	{"Izmir, Aliaga", "TRIZM TRALI"},
	{"Genoa, Vado Ligure", "ITGOA ITVDL"},
	{"Marseille, Fos", "FRMRS FRFOS"},
	{"Antwerp, Zeebrugge", "BEANR BEZEE"},
	{"Bremen, Bremerhaven", "DEBRE DEBRV"},
	{"London, London Gateway, Tilbury", "GBLON GBLGP GBTIL"},
	{"Los Angeles, Long Beach", "USLAX USLGB"},
	{"San Francisco, Oakland", "USSFO USOAK"},
	{"Seattle, Tacoma", "USSEA USTIW"},
	{"New York, Port Newark-Elizabeth", "USNYC USEWR"},
	{"Colon, Cristobal, MIT", "PAONX PACTB PAMIT"},
	{"Balboa, Rodman", "PABLB PAROD"},
	{"Puerto Limon, Moin", "CRLIO CRMOB"},
	{"Santo Domingo: Caucedo, Rio Haina", "DOCAU DOHAI"},
	{"Guayaquil, Posorja", "ECGYE ECPSJ"},
	{"San Antonio, Valparaiso", "CLSAI CLVAP"},
	{"Concepcion: Lirquen, Coronel", "CLLQN CLCNL"},
	{"Itajai, Navegantes", "BRITJ BRNVT"},
	{"Lagos, Apapa, Tincan Island", "NGLOS NGAPP NGTIN"},
}

// gatewayOf is the number of each port's row in gateways.
var gatewayOf = sync.OnceValue(func() map[string]int {
	rows := map[string]int{}
	for i, g := range gateways {
		for _, code := range strings.Fields(g.codes) {
			rows[code] = i
		}
	}
	return rows
})

// SameGateway reports whether p and q are one port or ports of one gateway.
func (p Place) SameGateway(q Place) bool {
	if p.SamePort(q) {
		return true
	}
	mine, known := gatewayOf()[p.Code.s]
	theirs, alike := gatewayOf()[q.Code.s]
	return known && alike && mine == theirs
}

// End is where a place lies on the way of the main carriage.
type End int

// The ends, and what is neither.
const (
	NoEnd End = iota
	AtPOL
	AtPOD
)

// EndOf tells which end of the main carriage p stands for, and whether it is the very port that the shipment names
// or another one of its gateway. Legs decide first: a stop between two legs at sea is a transshipment, also where it
// lies in the gateway of an end. Where both ends have one gateway, no third port of it stands for either.
func (f Facts) EndOf(p Place) (end End, exact bool) {
	origin, destination := p.SameGateway(f.POL), p.SameGateway(f.POD)
	switch {
	case p.SamePort(f.POL):
		return AtPOL, true
	case p.SamePort(f.POD):
		return AtPOD, true
	case f.IsStop(p), origin && destination:
		return NoEnd, false
	case origin:
		return AtPOL, false
	case destination:
		return AtPOD, false
	default:
		return NoEnd, false
	}
}

// IsStop reports whether the legs name p as a port at which the cargo changes from one vessel to another: it is
// neither where the main carriage begins nor where it ends.
func (f Facts) IsStop(p Place) bool {
	first, last := mainCarriage(f.Legs, f.POL, f.POD)
	if first < 0 || p.SamePort(f.POL) || p.SamePort(f.POD) {
		return false
	}
	begins, ends := f.Legs[first], f.Legs[last]
	return endingAt(f.Legs, first, last, p) >= 0 ||
		!begins.begins(f.POL) && begins.From.SamePort(p) || !ends.ends(f.POD) && ends.To.SamePort(p)
}

// liesAt reports whether p is at an end of the main carriage. A place that is not named is believed to be.
func (f Facts) liesAt(end End, p Place) bool {
	at, _ := f.EndOf(p)
	return p.IsZero() || at == end
}
