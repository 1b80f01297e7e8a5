package command

// examples are lines that work when they are pasted, behind what the reader
// types before a command. They are no sentences and the same in each language.
var examples = map[string][]string{
	"":                {"shipments", "shipment SHP/202412/00017", "shipments --help"},
	"shipments":       {"shipments --status in_transit", "shipments --search hai phong hamburg --sort eta", "shipments --filter 'pod:hamburg eta<7d late'", "shipments --csv > shipments.csv"},
	"shipment":        {"shipment SHP/202412/00017", "shipment SHP/202412/00017 --json"},
	"watch":           {"watch", "watch SHP/202412/00017 --json"},
	"ics":             {"ics > shipments.ics", "ics SHP/202412/00017 > shipment.ics"},
	"whoami":          {"whoami", "whoami --json"},
	"keys":            {"keys"},
	"key add":         {"key add < ~/.ssh/id_ed25519.pub"},
	"key remove":      {"key remove SHA256:uNiVztksCsDhcc0u9e8BrrQXVUpKZIDTMczCvj3tD2s"},
	"import":          {"import - < shipments.csv", "import - --dry-run < shipments.xlsx", "import - --partner saigon-tech --map 'Số file=shipment' < list.csv", "import - --publish --json < events.json"},
	"partners":        {"partners", "partners --json"},
	"partner add":     {"partner add saigon-tech --name Saigon Tech Export"},
	"accounts":        {"accounts", "accounts --json"},
	"account add":     {"account add anna@saigontech.example --partner saigon-tech"},
	"account disable": {"account disable anna@saigontech.example"},
	"invite":          {"invite anna@saigontech.example", "invite anna@saigontech.example --expires 48h"},
	"invites":         {"invites", "invites --json"},
	"invite revoke":   {"invite revoke 5f0c2a9be713"},
	"link create":     {"link create SHP/202412/00017 --to kim@longbeach.example", "link create SHP/202412/00017 --to kim@longbeach.example --expires 30d --json"},
	"link renew":      {"link renew t12"},
	"link revoke":     {"link revoke t12"},
	"links":           {"links", "links SHP/202412/00017 --json"},
	"account move":    {"account move anna@saigontech.example --partner saigon-tech"},
	"account enable":  {"account enable anna@saigontech.example"},
	"shipment set":    {"shipment set SHP/202412/00017 vessel=ONE HANNOVER voyage=042E", "shipment set SHP/202412/00017 status=confirmed --reason Was set by mistake"},
	"leg add":         {"leg add SHP/202412/00017 from=SGSIN to=USLGB vessel=ONE HUMBER voyage=023E etd=15/05/2025"},
	"leg set":         {"leg set SHP/202412/00017 2 etd=18/05/2025"},
	"leg remove":      {"leg remove SHP/202412/00017 2"},
	"event post":      {"event post SHP/202412/00017 gate_in --at 09/05/2025 18:22", "event post SHP/202412/00017 arrived --at now --place USLGB --publish"},
	"event hold":      {"event hold SHP/202412/00017 e3 --reason The customer is told by telephone first --until 2025-05-20", "event hold SHP/202412/00017 e3 --release"},
	"event publish":   {"event publish SHP/202412/00017 e3"},
	"event reason":    {"event reason SHP/202412/00017 e3 --reason Congestion at Long Beach", "event reason SHP/202412/00017 e3 --no-reason"},
	"event withdraw":  {"event withdraw SHP/202412/00017 e3 --reason Reported for another container"},
	"events":          {"events SHP/202412/00017"},
	"reschedule":      {"reschedule SHP/202412/00017 --eta 2025-05-28 --reason Congestion at Long Beach --publish"},
	"note add":        {"note add SHP/202412/00017 The carrier will call back on Monday"},
	"note publish":    {"note publish SHP/202412/00017 The documents are ready"},
	"note withdraw":   {"note withdraw SHP/202412/00017 n2 --reason Written to the wrong shipment"},
	"notes":           {"notes SHP/202412/00017"},
	"voyage depart":   {"voyage depart ONE HANNOVER 042E --at 10/05/2025 06:00", "voyage depart ONE HANNOVER 042E --at now --publish --yes"},
	"voyage arrive":   {"voyage arrive ONE HANNOVER 042E --at 25/05/2025 07:30 --place USLGB --publish"},
	"desk":            {"desk", "desk --partner saigon-tech --json"},
	"freshness":       {"freshness"},
	"preview":         {"preview anna@saigontech.example shipments", "preview anna@saigontech.example shipment SHP/202412/00017 --json"},
	"review":          {"review SHP/202412/00017", "review SHP/202412/00017 --json"},
	"reviews":         {"reviews --partner saigon-tech --failed"},
	"check isolation": {"check isolation", "check isolation --sample 5 --json"},
	"doctor":          {"doctor anna@saigontech.example"},
	"audit":           {"audit --since 7d", "audit --search anna@saigontech.example"},
	"audit verify":    {"audit verify"},
	"verify":          {"verify", "verify --json"},
	"portal":          {"portal"},
	"portal pause":    {"portal pause saigon-tech --reason A wrong ETA was published", "portal pause --reason We check what is shown"},
	"portal resume":   {"portal resume saigon-tech", "portal resume"},
	"backup":          {"backup > porthole.backup"},
	"notices":         {"notices", "notices key", "notices eta 2", "notices all --digest daily", "notices off"},
	"outbox":          {"outbox", "outbox --json"},
	"outbox retry":    {"outbox retry m12", "outbox retry all"},
	"outbox drop":     {"outbox drop m12"},
	"mail resend":     {"mail resend SHP/202505/00080"},
	"mail notices":    {"mail notices anna@saigontech.example", "mail notices anna@saigontech.example key", "mail notices anna@saigontech.example eta 2 --digest daily"},
	"mappings":        {"mappings", "mappings --json"},
	"mapping remove":  {"mapping remove saigon-tech"},
	"settings":        {"settings", "settings --json"},
	"carriers":        {"carriers"},
	"carrier set":     {"carrier set MSCU z=local"},
	"settings set":    {"settings set phone=+84 28 3823 0000 zone=Asia/Ho_Chi_Minh"},
}

// heldExamples are those for the holder of a tracking code.
var heldExamples = map[string][]string{
	"":         {"shipment", "shipment --json", "watch"},
	"shipment": {"shipment", "shipment --json"},
	"watch":    {"watch", "watch --json"},
	"whoami":   {"whoami", "whoami --json"},
}

// localExamples stand in for those that differ where files can be named.
var localExamples = map[string][]string{
	"import": {"import shipments.csv", "import shipments.xlsx --dry-run", "import list.csv --partner saigon-tech --map 'Số file=shipment'", "import - --format dcsa --publish < events.json"},
}

// operand is what stands for a flag's value in the help.
var operand = map[string]string{
	"status": "STATUS", "search": "TEXT", "sort": "ORDER", "limit": "N", "after": "CURSOR",
	"name": "NAME", "partner": "SLUG", "role": "ROLE", "account": "EMAIL", "format": "FORMAT",
	"at": "TIME", "place": "LOCODE", "text": "TEXT", "container": "NO", "internal": "TEXT", "classifier": "CLASSIFIER",
	"as-of": "DATE", "for": "ACCOUNT", "to": "EMAIL", "language": "LANGUAGE", "reason": "TEXT", "eta": "DATE", "etd": "DATE", "since": "TIME", "expires": "SPAN", "sample": "N", "digest": "WHEN",
}
