package intake

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"porthole/internal/model"
)

// foreign names a file that people try to import and that is none of the three
// formats, by what stands in its beginning and never by its name: the Fault says
// what it is, and its hint what to do instead. nil for everything else.
func foreign(head []byte) *model.Fault {
	if fault := foreignBytes(head); fault != nil {
		return fault
	}
	text := strings.TrimLeft(strings.ReplaceAll(strings.TrimPrefix(string(head), string(markUTF8)), "\x00", ""), " \t\r\n\ufeff\ufffd")
	switch {
	case strings.HasPrefix(text, `{\rtf`):
		return model.NewFault("error.import.document", "RTF")
	case strings.HasPrefix(text, "{"), strings.HasPrefix(text, "["):
		return tracker(text)
	case strings.HasPrefix(text, "<"):
		return markup(text)
	case isMail(text):
		return model.NewFault("error.import.mail", "EML")
	default:
		return edi(text)
	}
}

// magics are the beginnings of files that are not text.
var magics = []struct{ magic, key, name string }{
	{"%PDF-", "error.import.document", "PDF"},
	{"\x89PNG", "error.import.picture", "PNG"},
	{"\xff\xd8\xff", "error.import.picture", "JPEG"},
	{"II*\x00", "error.import.picture", "TIFF"},
	{"MM\x00*", "error.import.picture", "TIFF"},
	{"\x1f\x8b", "error.import.archive", "GZIP"},
	{"Rar!", "error.import.archive", "RAR"},
	{"7z\xbc\xaf", "error.import.archive", "7Z"},
}

func foreignBytes(head []byte) *model.Fault {
	for _, m := range magics {
		if bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte(m.magic)) {
			return model.NewFault(m.key, m.name)
		}
	}
	switch {
	case bytes.HasPrefix(head, magicOLE):
		return oldOffice(head)
	case bytes.HasPrefix(head, magicZip):
		return packed(head)
	default:
		return nil
	}
}

// oldOffice tells the files of old Office programs apart by the names in them,
// which are UTF-16.
func oldOffice(head []byte) *model.Fault {
	has := func(name string) bool {
		return bytes.Contains(head, []byte(strings.Join(strings.Split(name, ""), "\x00")))
	}
	switch {
	case has("__substg1.0_"), has("__properties_version1.0"), has("__nameid_version1.0"):
		return model.NewFault("error.import.mail", "MSG")
	case has("WordDocument"):
		return model.NewFault("error.import.document", "DOC")
	default:
		return model.NewFault("error.import.old_excel")
	}
}

// packed tells a spreadsheet from any other ZIP file.
func packed(head []byte) *model.Fault {
	if bytes.Contains(head, []byte("application/vnd.oasis.opendocument")) {
		return model.NewFault("error.import.ods")
	}
	for _, part := range []string{"[Content_Types].xml", "_rels/", "xl/", "docProps/"} {
		if bytes.Contains(head, []byte(part)) {
			return nil
		}
	}
	return model.NewFault("error.import.archive", "ZIP")
}

// trackers are the services that send JSON of their own, each by keys of which all
// those of one group stand in it.
var trackers = []struct {
	name string
	keys []string
}{
	{"Terminal49", []string{"tracking_request bill_of_lading_number|shipping_line_scac|webhook_notification", "port_of_lading_locode", "pol_atd_at", "pod_eta_at"}},
	{"OnePort", []string{"transportevents equipmentevents"}},
	{"SeaRates", []string{"sealine", "sealine_name"}},
	{"Vizion", []string{"milestones container_id|organization_id|carrier_scac|carrier_code|raw_description"}},
	{"project44", []string{"latestStatusUpdate", "statusUpdates", "trackedShipment", "routeInfo stops", "shipmentIdentifiers"}},
	{"CargoWise", []string{"universalshipment", "universalevent", "universalinterchange"}},
}

// tracker names a service by the keys in its JSON. A file that has the classifier
// of an event is DCSA's, whatever else is in it.
func tracker(text string) *model.Fault {
	text = strings.ToLower(text)
	if strings.Contains(text, `"eventclassifier`) {
		return nil
	}
	for _, t := range trackers {
		for _, group := range t.keys {
			if hasKeys(text, strings.ToLower(group)) {
				return model.NewFault("error.import.tracker", t.name)
			}
		}
	}
	return nil
}

// hasKeys reports whether text has each of the words of a group, of those divided
// by a bar one at least.
func hasKeys(text, group string) bool {
	has := func(key string) bool { return strings.Contains(text, `"`+key) }
	return !slices.ContainsFunc(strings.Fields(group), func(any string) bool { return !slices.ContainsFunc(strings.Split(any, "|"), has) })
}

var rootElement = regexp.MustCompile(`<([A-Za-z_][\w.:-]*)`)

// markup tells web pages and the dialects of XML apart.
func markup(text string) *model.Fault {
	lower := strings.ToLower(text)
	root := ""
	if m := rootElement.FindStringSubmatch(text); m != nil {
		root = model.Line(m[1], model.RefCells).String()
	}
	_, local, prefixed := strings.Cut(root, ":")
	if !prefixed {
		local = root
	}
	switch {
	case strings.Contains(lower, "cargowise.com") || strings.HasPrefix(local, "Universal"):
		return model.NewFault("error.import.cargowise", local)
	case strings.Contains(lower, "urn:schemas-microsoft-com:office:spreadsheet"):
		return model.NewFault("error.import.excel_xml")
	case strings.HasPrefix(lower, "<!doctype html"), strings.Contains(lower, "<html"), strings.Contains(lower, "<table"), strings.Contains(lower, "<body"):
		return model.NewFault("error.import.html")
	default:
		return model.NewFault("error.import.markup", root)
	}
}

// mailHeads are the lines with which a mail begins.
var mailHeads = regexp.MustCompile(`(?im)^(from|to|subject|date|received|return-path|message-id|mime-version|delivered-to|reply-to|content-type):[ \t]`)

// isMail reports whether text begins with the head of a mail.
func isMail(text string) bool {
	head, _, _ := strings.Cut(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n")
	first, _, _ := strings.Cut(head, "\n")
	name, _, ok := strings.Cut(first, ":")
	begins := strings.HasPrefix(first, "From ") || ok && !strings.ContainsAny(name, " ,;\t\"")
	return begins && len(mailHeads.FindAllString(head, -1)) >= 3
}

var (
	x12Set      = regexp.MustCompile(`(?:^|[^A-Za-z0-9])ST([^A-Za-z0-9\s])(\d{3})[^A-Za-z0-9\s]`)
	edifactType = regexp.MustCompile(`UNH[^A-Za-z0-9\s][^:]{1,40}?[^A-Za-z0-9\s]([A-Z]{6})[^A-Za-z0-9\s]`)
	ediStart    = regexp.MustCompile(`^(?:ISA|GS|ST)([^A-Za-z0-9\s,;])`)
)

// edi names the message of an EDI interchange, by its first one.
func edi(text string) *model.Fault {
	switch {
	case strings.HasPrefix(text, "UNA"), strings.HasPrefix(text, "UNB+"), strings.HasPrefix(text, "UNH+"):
		if m := edifactType.FindStringSubmatch(text); m != nil {
			return model.NewFault("error.import.edi", "EDIFACT "+m[1])
		}
		if strings.HasPrefix(text, "UNB+") || strings.Contains(text, "UNB") {
			return model.NewFault("error.import.edi", "EDIFACT")
		}
	case ediStart.MatchString(text):
		if m := x12Set.FindStringSubmatch(text); m != nil {
			return model.NewFault("error.import.edi", "X12 "+m[2])
		}
		if strings.HasPrefix(text, "ISA") {
			return model.NewFault("error.import.edi", "X12")
		}
	}
	return nil
}
