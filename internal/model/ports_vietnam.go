package model

// vietnam has the ports of Viet Nam from south to north, with the terminals and inland depots that people name.
//
// SMDG lists the terminals of Cai Mep under VNVUT. VNTOT and VNCMT are in use for Cai Mep too, VNVIC, VNTTD, VNPHG and
// VNBNG for places within Ho Chi Minh City: they are read as what they are parts of.
var vietnam = []port{
	{
		code: "VNSGN", name: "Ho Chi Minh City", zone: "Asia/Ho_Chi_Minh", lat: 10.76, lon: 106.79, terminalsSpeak: true,
		local: "TP. Hồ Chí Minh", aliases: names("Ho Chi Minh|HCMC|HCM|Hochiminh|Thành phố Hồ Chí Minh|TP Hồ Chí Minh|TPHCM|Sài Gòn|Saigon Port"),
		terminals: []terminal{
			{smdg: "CATLAI", code: "VNCLI", name: "Cat Lai", main: true, aliases: names("Cát Lái|TCCL|Tan Cang Cat Lai|Tân Cảng Cát Lái|Saigon New Port|Cat Lai Terminal")},
			{smdg: "SPCT", name: "SPCT", aliases: names("Saigon Premier Container Terminal")},
			{smdg: "VICT", code: "VNVIC", name: "VICT", aliases: names("Vietnam International Container Terminal|First Logistics Development")},
			{name: "Tan Thuan", code: "VNTTD", aliases: names("Tân Thuận|Tan Thuan Dong|Tân Thuận Đông")},
			{name: "Hiep Phuoc", aliases: names("Hiệp Phước|Tan Cang Hiep Phuoc|Tân Cảng Hiệp Phước")},
			{name: "Ben Nghe", code: "VNBNG", aliases: names("Bến Nghé")},
			{name: "Khanh Hoi", aliases: names("Khánh Hội")},
			{name: "Lotus Port", aliases: names("Cảng Lotus|Bông Sen")},
			{name: "Phu Huu", aliases: names("Phú Hữu|Tan Cang Phu Huu|Tân Cảng Phú Hữu|SP-ITC|SPITC")},
			{name: "ICD Phuoc Long", code: "VNPHG", aliases: names("Phước Long|ICD Phước Long|Phuoc Long ICD|ICD 3")},
			{name: "ICD Transimex", aliases: names("Transimex ICD")},
			{name: "ICD Sotrans", aliases: names("Sotrans ICD")},
			{name: "ICD Tanamexco", aliases: names("Tanamexco ICD")},
		},
	},
	{
		code: "VNVUT", name: "Vung Tau", zone: "Asia/Ho_Chi_Minh", lat: 10.53, lon: 107.03, terminalsSpeak: true,
		aliases: names("Vũng Tàu|Ba Ria - Vung Tau|Bà Rịa Vũng Tàu"),
		terminals: []terminal{
			{name: "Cai Mep", code: "VNTOT", aliases: names("Cái Mép|VNCMT|VNCMP|Cai Mep Thi Vai|Cái Mép Thị Vải")},
			{smdg: "CMIT", name: "Cai Mep CMIT", aliases: names("CMIT|Cái Mép CMIT|Cai Mep International Terminal")},
			{smdg: "TCIT", name: "Cai Mep TCIT", aliases: names("TCIT|Cái Mép TCIT|Tan Cang Cai Mep International Terminal|Tan Cang Cai Mep|Tân Cảng Cái Mép")},
			{smdg: "VNSST", name: "Cai Mep SSIT", aliases: names("SSIT|Cái Mép SSIT|SP-SSA International Terminal|SP-SSA")},
			{name: "Cai Mep TCTT", aliases: names("TCTT|Cái Mép TCTT|Tan Cang Cai Mep Thi Vai Terminal|Tân Cảng Cái Mép Thị Vải")},
			{name: "Cai Mep Gemalink", aliases: names("Gemalink|Cái Mép Gemalink|Gemalink Cai Mep|Cảng Gemalink")},
			{name: "Thi Vai", aliases: names("Thị Vải")},
			{name: "Phu My", aliases: names("Phú Mỹ")},
		},
	},
	at("VNBHA", "Bien Hoa", "Asia/Ho_Chi_Minh", 10.91, 106.86, "Biên Hòa|Dong Nai|Đồng Nai").with(
		terminal{name: "ICD Tan Cang Long Binh", aliases: names("ICD Tân Cảng Long Bình|Tan Cang Long Binh|Tân Cảng Long Bình|Long Binh ICD|ICD Long Binh")},
	),
	at("VNVCA", "Can Tho", "Asia/Ho_Chi_Minh", 10.06, 105.80, "Cần Thơ|Cai Cui|Cái Cui"),
	at("VNBNO", "Ba Ngoi", "Asia/Ho_Chi_Minh", 11.90, 109.15, "Ba Ngòi|Cam Ranh"),
	at("VNNHA", "Nha Trang", "Asia/Ho_Chi_Minh", 12.21, 109.21, ""),
	at("VNNIH", "Ninh Hoa", "Asia/Ho_Chi_Minh", 12.50, 109.26, "Ninh Hòa|Vân Phong|Van Phong").with(
		terminal{smdg: "SVP", name: "South Van Phong", aliases: names("Nam Vân Phong|South Van Phong International Port")},
	),
	at("VNUIH", "Quy Nhon", "Asia/Ho_Chi_Minh", 13.77, 109.24, "Quy Nhơn|Qui Nhon|Qui Nhơn|Quinhon"),
	at("VNDAD", "Da Nang", "Asia/Ho_Chi_Minh", 16.12, 108.22, "Đà Nẵng|Danang|Tien Sa|Tiên Sa|Tourane"),
	{
		code: "VNHPH", name: "Hai Phong", zone: "Asia/Ho_Chi_Minh", lat: 20.84, lon: 106.76,
		aliases: names("Hải Phòng|Haiphong|Hai Phong Port|HPH"),
		terminals: []terminal{
			{smdg: "VNCHL", name: "HICT", aliases: names("Haiphong International Container Terminal|Lach Huyen|Lạch Huyện|Tan Cang Hai Phong International Container Terminal|TC-HICT")},
			{smdg: "DINHVU", name: "Dinh Vu", aliases: names("Đình Vũ")},
			{smdg: "TANVU", name: "Tan Vu", aliases: names("Tân Vũ")},
			{smdg: "NHDV", name: "Nam Hai Dinh Vu", aliases: names("Nam Hải Đình Vũ")},
			{smdg: "NAMHAI", name: "Nam Hai", aliases: names("Nam Hải")},
			{name: "Nam Dinh Vu", aliases: names("Nam Đình Vũ")},
			{smdg: "CVP", name: "Chua Ve", aliases: names("Chùa Vẽ")},
			{smdg: "DOANXA", name: "Doan Xa", aliases: names("Đoạn Xá")},
			{smdg: "GREEN", name: "Green Port", aliases: names("Greenport Hai Phong|Viconship")},
			{name: "VIP Green Port", aliases: names("VIP Greenport")},
			{smdg: "HAIAN", name: "Hai An", aliases: names("Hải An")},
			{smdg: "NP128", name: "Tan Cang 128", aliases: names("Tân Cảng 128|Hai Phong New Port 128")},
			{smdg: "MAIN", name: "Hoang Dieu", aliases: names("Hoàng Diệu")},
		},
	},
	at("VNHAN", "Hanoi", "Asia/Ho_Chi_Minh", 21.03, 105.85, "Ha Noi|Hà Nội"),
	at("VNHON", "Hon Gai", "Asia/Ho_Chi_Minh", 20.95, 107.08, "Hòn Gai|Hongai|Ha Long|Hạ Long"),
	at("VNCLN", "Cai Lan", "Asia/Ho_Chi_Minh", 20.97, 107.05, "Cái Lân|Quang Ninh|Quảng Ninh").with(
		terminal{name: "CICT", aliases: names("Cai Lan International Container Terminal")},
	),
}
