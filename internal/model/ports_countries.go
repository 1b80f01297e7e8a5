package model

// countries are the names under which a country is written behind one of its ports ("Hai Phong, Viet Nam"), by ISO
// 3166 alpha-2 code.
var countries = map[string]string{
	"AE": "United Arab Emirates|UAE", "AL": "Albania", "AO": "Angola", "AR": "Argentina", "AU": "Australia",
	"BD": "Bangladesh", "BE": "Belgium", "BG": "Bulgaria", "BH": "Bahrain", "BJ": "Benin", "BN": "Brunei",
	"BR": "Brazil|Brasil", "BS": "Bahamas", "CA": "Canada", "CG": "Congo", "CI": "Côte d'Ivoire|Ivory Coast", "CL": "Chile",
	"CM": "Cameroon", "CN": "China|P.R. China|Trung Quốc", "CO": "Colombia", "CR": "Costa Rica", "CU": "Cuba", "CY": "Cyprus",
	"DE": "Germany|Deutschland|Đức", "DJ": "Djibouti", "DK": "Denmark", "DO": "Dominican Republic", "DZ": "Algeria",
	"EC": "Ecuador", "EE": "Estonia", "EG": "Egypt", "ES": "Spain", "FI": "Finland", "FJ": "Fiji", "FR": "France",
	"GB": "United Kingdom|UK|Great Britain|England|Scotland|Northern Ireland", "GE": "Georgia", "GH": "Ghana", "GN": "Guinea",
	"GR": "Greece", "GT": "Guatemala", "GU": "Guam", "HK": "Hong Kong|China|Hong Kong SAR", "HN": "Honduras", "HR": "Croatia",
	"ID": "Indonesia", "IE": "Ireland", "IL": "Israel", "IN": "India", "IQ": "Iraq", "IR": "Iran", "IS": "Iceland",
	"IT": "Italy", "JM": "Jamaica", "JO": "Jordan", "JP": "Japan|Nhật Bản", "KE": "Kenya", "KH": "Cambodia|Campuchia",
	"KR": "Korea|South Korea|Republic of Korea|Hàn Quốc", "KW": "Kuwait", "LA": "Laos|Lào", "LB": "Lebanon", "LK": "Sri Lanka",
	"LT": "Lithuania", "LV": "Latvia", "LY": "Libya", "MA": "Morocco", "ME": "Montenegro", "MG": "Madagascar", "MM": "Myanmar",
	"MO": "Macau|Macao|China", "MT": "Malta", "MU": "Mauritius", "MV": "Maldives", "MX": "Mexico|México", "MY": "Malaysia",
	"MZ": "Mozambique", "NA": "Namibia", "NC": "New Caledonia", "NG": "Nigeria", "NI": "Nicaragua", "NL": "Netherlands|The Netherlands|Holland|Hà Lan",
	"NO": "Norway", "NZ": "New Zealand", "OM": "Oman", "PA": "Panama", "PE": "Peru", "PF": "French Polynesia",
	"PG": "Papua New Guinea", "PH": "Philippines", "PK": "Pakistan", "PL": "Poland", "PR": "Puerto Rico|USA", "PT": "Portugal",
	"PY": "Paraguay", "QA": "Qatar", "RE": "Réunion", "RO": "Romania", "RU": "Russia|Russian Federation", "SA": "Saudi Arabia",
	"SB": "Solomon Islands", "SD": "Sudan", "SE": "Sweden", "SG": "Singapore", "SI": "Slovenia", "SN": "Senegal", "SV": "El Salvador",
	"SY": "Syria", "TG": "Togo", "TH": "Thailand|Thái Lan", "TN": "Tunisia", "TR": "Turkey|Türkiye", "TT": "Trinidad and Tobago",
	"TW": "Taiwan|Đài Loan", "TZ": "Tanzania", "UA": "Ukraine", "US": "United States|United States of America|USA|U.S.A.|Mỹ",
	"UY": "Uruguay", "VE": "Venezuela", "VN": "Viet Nam|Vietnam|Việt Nam", "YE": "Yemen", "ZA": "South Africa",
}
