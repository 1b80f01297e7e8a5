package model

import "strings"

// carriers are the ocean carriers by Standard Carrier Alpha Code (NMFTA).
var carriers = map[string]string{
	"MAEU": "Maersk", "MSCU": "MSC", "CMDU": "CMA CGM", "HLCU": "Hapag-Lloyd", "ONEY": "Ocean Network Express",
	"COSU": "COSCO Shipping", "EGLV": "Evergreen", "YMLU": "Yang Ming", "OOLU": "OOCL", "ZIMU": "ZIM", "HDMU": "HMM",
	"WHLC": "Wan Hai", "PABV": "Pacific International Lines", "SMLM": "SM Line", "KMTU": "Korea Marine Transport", "SITC": "SITC",
	"SNKO": "Sinokor", "TSYN": "T.S. Lines", "RCLU": "Regional Container Lines", "IILU": "Interasia Lines", "SEJJ": "Sealand",
	"SEAU": "Sealand", "SUDU": "Hamburg Süd", "APLU": "APL", "ANNU": "ANL", "MATS": "Matson", "SAFM": "Safmarine", "ARKU": "Arkas",
	"NAMS": "Namsung", "HASL": "Heung-A Line", "DJSC": "Dongjin Shipping", "CULV": "China United Lines", "MCPU": "MCC Transport",
}

// CarrierName is the name by which a carrier is known, by its SCAC in any case; ok is false when the table does not have
// it, and the code is then all there is to show.
func CarrierName(scac string) (name string, ok bool) {
	name, ok = carriers[strings.ToUpper(strings.TrimSpace(scac))]
	return name, ok
}

// carrierPages are the sites of those carriers that have one of their own, without what all addresses begin with.
var carrierPages = map[string]string{
	"MAEU": "www.maersk.com", "SEJJ": "www.maersk.com", "SEAU": "www.maersk.com", "SAFM": "www.maersk.com", "MCPU": "www.maersk.com",
	"SUDU": "www.maersk.com", "MSCU": "www.msc.com", "CMDU": "www.cma-cgm.com", "APLU": "www.apl.com", "ANNU": "www.anl.com.au",
	"HLCU": "www.hapag-lloyd.com", "ONEY": "www.one-line.com", "COSU": "lines.coscoshipping.com", "EGLV": "www.evergreen-line.com",
	"YMLU": "www.yangming.com", "OOLU": "www.oocl.com", "ZIMU": "www.zim.com", "HDMU": "www.hmm21.com", "WHLC": "www.wanhai.com",
	"PABV": "www.pilship.com", "SMLM": "www.smlines.com", "KMTU": "www.ekmtc.com", "SITC": "www.sitcline.com", "SNKO": "www.sinokor.co.kr",
	"TSYN": "www.tslines.com", "RCLU": "www.rclgroup.com", "IILU": "www.interasia.cc", "MATS": "www.matson.com",
}

// CarrierPage is the address of a carrier's own site, by its SCAC in any case; empty when the table does not have it.
func CarrierPage(scac string) string {
	if page, ok := carrierPages[strings.ToUpper(strings.TrimSpace(scac))]; ok {
		return "https://" + page
	}
	return ""
}

// carriersByName has the codes by their folded names; Sealand has two.
var carriersByName = func() map[string]string {
	codes := map[string]string{}
	for code, name := range carriers {
		if code != "SEAU" {
			codes[Fold(name)] = code
		}
	}
	return codes
}()

// CarrierCode is the SCAC of a carrier, by its code in any case or by its name; what the table does not have is upper-cased.
func CarrierCode(text string) string {
	if code, known := carriersByName[Fold(text)]; known {
		return code
	}
	return strings.ToUpper(strings.TrimSpace(text))
}

// CarrierTerms are the folded names by which a carrier is found: what is written, and
// its code and its name where the table has them.
func CarrierTerms(text string) []string {
	if text == "" {
		return nil
	}
	code := CarrierCode(text)
	return foldAll([]string{text, code, carriers[code]})
}

// CarrierSetting is what the forwarder has said of a carrier's messages.
type CarrierSetting struct {
	Code     string `json:"code"`
	ZIsLocal bool   `json:"z_is_local"` // Z behind a time means the place's own time
}

// CheckSCAC tells when a carrier code does not have the shape of a SCAC, two to four letters: "remark.scac.shape" (the
// code). Nothing is said of an empty one.
func CheckSCAC(raw string) []Remark {
	text := Line(raw, RefCells)
	if text.IsZero() {
		return nil
	}
	code := strings.ToUpper(text.s)
	if len(code) < 2 || len(code) > 4 || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return []Remark{{Key: "remark.scac.shape", Args: []any{text.s}}}
	}
	return nil
}
