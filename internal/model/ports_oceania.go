package model

// oceania has Australia, New Zealand and the Pacific.
var oceania = []port{
	at("AUMEL", "Melbourne", "Australia/Melbourne", -37.82, 144.92, "Swanson Dock"),
	at("AUSYD", "Sydney", "Australia/Sydney", -33.97, 151.21, "Port Botany|Botany"),
	at("AUBNE", "Brisbane", "Australia/Brisbane", -27.38, 153.17, ""),
	at("AUFRE", "Fremantle", "Australia/Perth", -32.04, 115.74, "Perth"),
	at("AUADL", "Adelaide", "Australia/Adelaide", -34.78, 138.49, "Outer Harbor"),
	at("AUDRW", "Darwin", "Australia/Darwin", -12.47, 130.88, ""),
	at("AUTSV", "Townsville", "Australia/Brisbane", -19.25, 146.83, ""),
	at("AUBEL", "Bell Bay", "Australia/Hobart", -41.13, 146.87, ""),
	at("NZAKL", "Auckland", "Pacific/Auckland", -36.84, 174.78, ""),
	at("NZTRG", "Tauranga", "Pacific/Auckland", -37.66, 176.18, "Mount Maunganui"),
	at("NZNPE", "Napier", "Pacific/Auckland", -39.47, 176.92, ""),
	at("NZWLG", "Wellington", "Pacific/Auckland", -41.27, 174.79, ""),
	at("NZNSN", "Nelson", "Pacific/Auckland", -41.26, 173.27, ""),
	at("NZLYT", "Lyttelton", "Pacific/Auckland", -43.61, 172.72, "Christchurch"),
	at("NZTIU", "Timaru", "Pacific/Auckland", -44.39, 171.26, ""),
	at("NZPOE", "Port Chalmers", "Pacific/Auckland", -45.81, 170.63, "Dunedin"),
	at("PGPOM", "Port Moresby", "Pacific/Port_Moresby", -9.44, 147.10, "Motukea"),
	at("PGLAE", "Lae", "Pacific/Port_Moresby", -6.74, 146.99, ""),
	at("FJSUV", "Suva", "Pacific/Fiji", -18.13, 178.42, ""),
	at("FJLTK", "Lautoka", "Pacific/Fiji", -17.60, 177.44, ""),
	at("NCNOU", "Noumea", "Pacific/Noumea", -22.27, 166.43, "Nouméa"),
	at("PFPPT", "Papeete", "Pacific/Tahiti", -17.54, -149.57, "Tahiti"),
	at("SBHIR", "Honiara", "Pacific/Guadalcanal", -9.43, 159.96, ""),
	at("GUGUM", "Guam", "Pacific/Guam", 13.46, 144.67, "Apra Harbor"),
}
