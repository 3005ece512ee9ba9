//! What the demo hotel sells: three types of room on two plans, through the seasons around a day. Removed with the demo.

use innkeeper_domain::Date;

use crate::demo::HOTEL;
use crate::store::{Store, StoreError, Tx, hotel, settings};
use innkeeper_domain::offer::{Address, Board, LateFee, Offer, Picture, Plan, Policies, Rate, Room, Season, Words};

/// Words in the three languages of the site.
fn words(en: &str, es: &str, zh: &str) -> Words {
    Words([("en", en), ("es", es), ("zh-CN", zh)].map(|(tag, text)| (tag.to_owned(), text.to_owned())).into())
}

/// Its offer, seen from a day: it sells for a year and a half.
#[must_use]
pub fn offer(today: Date) -> Offer {
    Offer { version: String::new(), rooms: rooms(), plans: plans(), seasons: seasons(today), policies: policies() }
}

/// What is sold with the demo that was made for a day, in a house of this name.
fn laid_out(day: Date, name: Option<&str>) -> Offer {
    let mut offer = offer(day);
    // Whoever began with the demo may call the house as they like.
    if let Some(name) = name {
        for text in offer.policies.privacy.0.values_mut() {
            *text = text.replace(HOTEL, name);
        }
    }
    offer
}

/// Sells no longer what is as the demo, made for this day, laid it out. What the hotel changed or added is its own and stays.
pub(crate) async fn clear(tx: &mut Tx, day: Option<Date>) -> Result<(), StoreError> {
    let Some(day) = day else { return Ok(()) };
    let sold = hotel::offer(tx).await?;
    let name = settings::setting_in(tx, settings::HOTEL).await?;
    let own = own(&sold, &laid_out(day, name.as_deref()));
    for room in sold.rooms.iter().filter(|room| own.room(&room.code).is_none()) {
        hotel::forget_nights(tx, &room.code).await?;
    }
    hotel::replace_offer(tx, &own).await
}

/// What of an offer the hotel changed or added.
fn own(sold: &Offer, demo: &Offer) -> Offer {
    let rooms: Vec<_> = sold.rooms.iter().filter(|room| !demo.rooms.contains(room)).cloned().collect();
    let plans: Vec<_> = sold.plans.iter().filter(|plan| !demo.plans.contains(plan)).cloned().collect();
    let mut own =
        Offer { version: String::new(), rooms, plans, seasons: Vec::new(), policies: own_policies(&sold.policies, &demo.policies) };
    for season in sold.seasons.iter().filter(|season| !demo.seasons.contains(season)) {
        let rates: Vec<_> =
            season.rates.iter().filter(|rate| own.room(&rate.room).is_some() && own.plan(&rate.plan).is_some()).cloned().collect();
        // Days whose every price went with the demo's rooms say nothing any more.
        if !rates.is_empty() || season.rates.is_empty() {
            own.seasons.push(Season { rates, ..season.clone() });
        }
    }
    own
}

/// Each text that is as the demo has it is forgotten; hours and numbers may be anybody's.
fn own_policies(sold: &Policies, demo: &Policies) -> Policies {
    fn own<T: Clone + Default + PartialEq>(sold: &T, demo: &T) -> T {
        if sold == demo { T::default() } else { sold.clone() }
    }
    Policies {
        headline: own(&sold.headline, &demo.headline),
        tagline: own(&sold.tagline, &demo.tagline),
        rooms_heading: own(&sold.rooms_heading, &demo.rooms_heading),
        address: own(&sold.address, &demo.address),
        phone: own(&sold.phone, &demo.phone),
        email: own(&sold.email, &demo.email),
        taxes: own(&sold.taxes, &demo.taxes),
        rules: own(&sold.rules, &demo.rules),
        privacy: own(&sold.privacy, &demo.privacy),
        ..sold.clone()
    }
}

/// Sells it, and holds a few rooms back that are sold elsewhere.
pub(crate) async fn furnish(store: &Store, today: Date) -> Result<(), StoreError> {
    let offer = laid_out(today, store.setting(settings::HOTEL).await?.as_deref());
    store
        .retrying(|| async {
            let mut tx = store.write().await?;
            hotel::replace_offer(&mut tx, &offer).await?;
            for (room, from, nights, rooms) in HELD {
                for night in (from..from + nights).filter_map(|days| today.plus_days(days)) {
                    hotel::hold_night(&mut tx, room, night, rooms).await?;
                }
            }
            tx.commit().await
        })
        .await
}

/// Room, first night from today on, nights, rooms.
const HELD: [(&str, i32, i32, u32); 4] = [("SEA", 3, 4, 12), ("SEA", 20, 3, 13), ("GAR", 5, 6, 20), ("ATT", 9, 3, 1)];

fn rooms() -> Vec<Room> {
    vec![
        Room {
            code: "SEA".to_owned(),
            name: words("Sea room", "Habitación del mar", "海景房"),
            about: words(
                "An arched window, the harbour below, a bath you can see it from.",
                "Una ventana en arco, el puerto abajo y una bañera desde la que se ve.",
                "拱形窗，窗下是港湾，泡在浴缸里也望得见。",
            ),
            comforts: words(
                "Double bed, 1.80 m\nBath and rain shower\nBalcony over the harbour",
                "Cama doble de 1,80 m\nBañera y ducha de lluvia\nBalcón sobre el puerto",
                "1.8米双人床\n浴缸与淋浴\n临港阳台",
            ),
            picture: Picture::Sea,
            square_metres: 28,
            sleeps: 3,
            rooms: 14,
        },
        Room {
            code: "GAR".to_owned(),
            name: words("Garden room", "Habitación del jardín", "花园房"),
            about: words(
                "Ground floor, lemon trees at the door. Dogs are welcome here.",
                "Planta baja, limoneros en la puerta. Aquí los perros son bienvenidos.",
                "一楼，门前是柠檬树。欢迎带狗入住。",
            ),
            comforts: words(
                "Two beds, or one of 1.80 m\nWalk-in shower, no step\nTerrace to the garden",
                "Dos camas, o una de 1,80 m\nDucha a ras de suelo\nTerraza al jardín",
                "两张单人床或一张1.8米床\n无台阶淋浴间\n通向花园的露台",
            ),
            picture: Picture::Garden,
            square_metres: 24,
            sleeps: 4,
            rooms: 23,
        },
        Room {
            code: "ATT".to_owned(),
            name: words("Attic suite", "Suite del ático", "阁楼套房"),
            about: words(
                "Under the roof, with a round window over the bed and a desk for letters. There is only one.",
                "Bajo el tejado, con una ventana redonda sobre la cama y un escritorio para cartas. Solo hay una.",
                "屋顶之下，床头一扇圆窗，窗边一张写信的书桌。全馆仅此一间。",
            ),
            comforts: words(
                "Double bed, 2.00 m\nSitting room with a stove\nBath under the stars",
                "Cama doble de 2,00 m\nSala con estufa\nBañera bajo las estrellas",
                "2米双人床\n带壁炉的起居室\n星空下的浴缸",
            ),
            picture: Picture::Attic,
            square_metres: 41,
            sleeps: 2,
            rooms: 1,
        },
    ]
}

fn plans() -> Vec<Plan> {
    vec![
        Plan {
            code: "FLEX".to_owned(),
            name: words("With breakfast, flexible", "Con desayuno, flexible", "含早餐，灵活取消"),
            about: words(
                "Breakfast at the long table until eleven. Pay when you leave.",
                "Desayuno en la mesa larga hasta las once. Se paga al salir.",
                "长桌早餐供应至十一点。离店时付款。",
            ),
            board: Board::Breakfast,
            free_days: Some(3),
        },
        Plan {
            code: "ADVANCE".to_owned(),
            name: words("Room only, decided today", "Solo habitación, decidido hoy", "仅住宿，早订优惠"),
            about: words(
                "The lowest price for those who are sure. Pay when you leave.",
                "El mejor precio para quien lo tiene claro. Se paga al salir.",
                "行程确定者的最低价。离店时付款。",
            ),
            board: Board::RoomOnly,
            free_days: None,
        },
    ]
}

/// Name, month and day of its first night, fewest nights, and prices in euros of SEA, GAR and ATT with breakfast; a tenth less without and for good.
type Year = (&'static str, (i8, i8), u32, [i64; 3]);

const YEAR: [Year; 5] = [
    ("winter", (1, 7), 1, [210, 165, 295]),
    ("spring", (4, 1), 1, [245, 190, 340]),
    ("summer", (6, 15), 2, [310, 235, 420]),
    ("autumn", (9, 16), 1, [245, 190, 340]),
    ("year-end", (12, 20), 3, [330, 250, 450]),
];

/// Every season from the one of `today` on, for the next two years.
fn seasons(today: Date) -> Vec<Season> {
    let years = today.year() - 1..=today.year() + 2;
    let begins = years.flat_map(|year| YEAR.iter().filter_map(move |part| Some((Date::new(year, part.1.0, part.1.1)?, part))));
    let begins: Vec<(Date, &Year)> = begins.collect();
    let all = begins.windows(2).filter_map(|pair| Some(season(pair[0].0, pair[1].0.plus_days(-1)?, pair[0].1)));
    all.filter(|season| season.last >= today).collect()
}

fn season(first: Date, last: Date, (name, _, min_nights, prices): &Year) -> Season {
    let rate = |room: &str, plan: &str, minor| Rate { room: room.to_owned(), plan: plan.to_owned(), minor };
    let both = |(room, price): (&str, &i64)| [rate(room, "FLEX", price * 100), rate(room, "ADVANCE", price * 9 / 10 * 100)];
    let rates = ["SEA", "GAR", "ATT"].into_iter().zip(prices).flat_map(both).collect();
    Season { code: format!("{name}-{}", first.year()), first, last, min_nights: *min_nights, rates }
}

fn policies() -> Policies {
    Policies {
        headline: words("A house above the bay", "Una casa sobre la bahía", "海湾之上的一座老屋"),
        tagline: words(
            "Thirty-eight rooms, one long table, and the sea at the end of the lane. Cadaqués, since 1931.",
            "Treinta y ocho habitaciones, una mesa larga y el mar al final de la calle. Cadaqués, desde 1931.",
            "三十八间客房，一张长桌，小巷尽头就是海。卡达克斯，始于1931年。",
        ),
        rooms_heading: words("Three ways to wake up", "Tres maneras de despertar", "三种醒来的方式"),
        address: Address {
            street: "Carrer de la Riba 7".to_owned(),
            postal_code: "17488".to_owned(),
            city: "Cadaqués".to_owned(),
            country: "ES".to_owned(),
        },
        phone: "+34 972 00 00 00".to_owned(),
        email: "hola@casa-alondra.example".to_owned(),
        sender: String::new(),
        check_in: "15:00".to_owned(),
        check_out: "11:00".to_owned(),
        late_fee: LateFee::FirstNight,
        taxes: words(
            "Value added tax is included. The tourist tax of Catalonia, €1.00 a night for each guest from 17 years on, is paid at the desk.",
            "IVA incluido. La tasa turística de Cataluña, 1,00 € por noche y huésped a partir de 17 años, se paga en recepción.",
            "已含增值税。加泰罗尼亚旅游税（17岁及以上每人每晚1.00欧元）在前台支付。",
        ),
        rules: words(
            "Rooms are ready at three in the afternoon and yours until eleven. Come earlier or leave later: ask us, we mostly find a way.\n\
             Children are welcome; a cot costs nothing. Dogs are welcome in the garden rooms.\n\
             There is no smoking in the rooms. The harbour car park is two minutes away, €12 a day.",
            "Las habitaciones están listas a las tres de la tarde y son suyas hasta las once. ¿Antes o después? Pregúntenos: casi siempre hay manera.\n\
             Los niños son bienvenidos; la cuna es gratis. Los perros son bienvenidos en las habitaciones del jardín.\n\
             No se fuma en las habitaciones. El aparcamiento del puerto está a dos minutos, 12 € al día.",
            "下午三点起可入住，上午十一点前退房。想早到或晚走，请告诉我们，多半能安排。\n\
             欢迎儿童入住，婴儿床免费。花园房欢迎携犬。\n\
             客房内禁烟。港口停车场步行两分钟，每天12欧元。",
        ),
        privacy: words(
            "Casa Alondra, Carrer de la Riba 7, 17488 Cadaqués, answers for what is done with your data. You reach us at hola@casa-alondra.example and +34 972 00 00 00.\n\
             For your booking we keep your name, e-mail address, telephone number, country, dates, room, price and wishes. We need them to keep the room for you and to look after you; without them we cannot (GDPR Article 6(1)(b)). The bill is kept for six years, as Spanish law demands; the rest for three years after your last stay.\n\
             We send news and offers only if you ticked the box, until you say no. Saying no is as easy as saying yes: with the link in each mail, at the desk, or by writing to us. What was sent until then stays lawful.\n\
             Your data stays on the hotel’s own server in the European Union and is sold to nobody. This site sets no cookies, has no scripts of others and counts no visitors.\n\
             You may ask at any time what we hold about you, have it corrected, moved or erased, object to its use, or complain to the Agencia Española de Protección de Datos.",
            "Casa Alondra, Carrer de la Riba 7, 17488 Cadaqués, responde del tratamiento de sus datos. Nos encuentra en hola@casa-alondra.example y en el +34 972 00 00 00.\n\
             Para su reserva guardamos su nombre, correo electrónico, teléfono, país, fechas, habitación, precio y deseos. Los necesitamos para reservarle la habitación y atenderle; sin ellos no podemos (artículo 6.1.b del RGPD). La factura se conserva seis años, como exige la ley; el resto, tres años desde su última estancia.\n\
             Solo enviamos novedades y ofertas si marcó la casilla, hasta que diga que no. Decir que no es tan fácil como decir que sí: con el enlace de cada correo, en recepción o escribiéndonos. Lo enviado hasta entonces sigue siendo lícito.\n\
             Sus datos están en el servidor del propio hotel, en la Unión Europea, y no se venden a nadie. Este sitio no pone cookies, no tiene programas de terceros y no cuenta visitas.\n\
             Puede preguntar cuando quiera qué guardamos sobre usted, pedir que se corrija, traslade o borre, oponerse a su uso o reclamar ante la Agencia Española de Protección de Datos.",
            "您的个人信息由 Casa Alondra（Carrer de la Riba 7, 17488 Cadaqués）负责处理。联系方式：hola@casa-alondra.example，+34 972 00 00 00。\n\
             为办理预订，我们保存您的姓名、电子邮箱、电话、国家、日期、房型、价格和特别要求。没有这些信息，我们无法为您保留房间并提供服务（《通用数据保护条例》第6条第1款b项）。账单依西班牙法律保存六年，其余信息在您最后一次入住后保存三年。\n\
             只有在您勾选后，我们才会发送新闻和优惠，直到您表示不再需要。拒绝与同意一样简单：点击邮件中的链接、在前台说明或写信给我们即可。此前已发送的内容仍属合法。\n\
             您的信息保存在酒店位于欧盟境内的自有服务器上，不出售给任何人。本网站不设 Cookie，不含第三方脚本，也不统计访客。\n\
             您可以随时查询我们保存的您的信息，要求更正、转移或删除，反对其使用，或向西班牙数据保护局投诉。",
        ),
        max_nights: 28,
        days_ahead: 480,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Date {
        "2026-11-22".parse().expect("a day")
    }

    #[test]
    fn of_the_demo_alone_nothing_is_the_hotels_own() {
        let demo = laid_out(today(), Some("Casa"));
        let own = own(&demo, &demo);
        assert_eq!(own.missing(), Offer::default().missing());
        assert_eq!(own.policies.address, Address::default());
    }

    #[test]
    fn what_the_hotel_changed_or_added_is_its_own() {
        let demo = laid_out(today(), None);
        let mut sold = demo.clone();
        sold.rooms[0].rooms = 5;
        sold.plans.push(Plan { code: "OURS".to_owned(), ..Plan::default() });
        sold.seasons[0].rates[0].plan = "OURS".to_owned();
        sold.seasons[1].min_nights = 7;
        sold.policies.phone = "+34 1".to_owned();
        let own = own(&sold, &demo);
        assert_eq!(own.rooms, [sold.rooms[0].clone()]);
        assert_eq!(own.plans.len(), 1);
        let rates = vec![sold.seasons[0].rates[0].clone()];
        assert_eq!(own.seasons, [Season { rates, ..sold.seasons[0].clone() }], "a season is kept for prices that are still of something");
        assert_eq!((own.policies.phone.as_str(), own.policies.email.as_str()), ("+34 1", ""));
    }

    #[test]
    fn what_the_demo_sells_is_sound_and_open() {
        let offer = offer(today());
        assert_eq!((offer.check(), offer.is_open()), (Ok(()), true));
    }
}
