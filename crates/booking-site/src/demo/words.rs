//! What the demo hotel knows about its guests: wishes, notes, wordings of consents. Written for this demo.

use innkeeper_domain::consent::Purpose;
use innkeeper_domain::interaction::{Direction, InteractionType};

/// Wishes and habits.
pub const PREFERENCES: &[&str] = &[
    "High floor",
    "Quiet side",
    "Feather-free",
    "Sea view",
    "Away from the lift",
    "Extra pillow",
    "Firm mattress",
    "Twin beds",
    "Cot in the room",
    "Early check-in",
    "Late check-out",
    "Vegetarian breakfast",
    "Oat milk",
    "Kettle in the room",
    "Morning paper",
    "Table on the terrace",
    "Yoga mat",
    "Parking by the door",
    "Bath rather than shower",
    "No cleaning before eleven",
];

/// Words the hotel puts on profiles.
pub const TAGS: &[&str] = &[
    "honeymoon",
    "birthday here",
    "wine tasting",
    "golf",
    "brings a dog",
    "press",
    "wedding party",
    "regular",
    "hiker",
    "architect",
    "writes reviews",
];

/// What is not eaten.
pub const ALLERGIES: &[&str] = &["Shellfish", "Nuts", "Gluten (coeliac)", "Milk protein", "Penicillin", "Wasp stings"];

/// How is eaten.
pub const DIETS: &[&str] = &["Vegetarian", "Vegan", "No pork", "Halal", "Kosher", "Low salt"];

/// What is needed to get about.
pub const ACCESS: &[&str] =
    &["Walk-in shower, room near the lift", "Wheelchair, 78 cm door", "Hard of hearing: writes, does not call", "Guide dog"];

/// VIP codes and how many of a hundred VIPs have each.
pub const VIP: &[(u32, &str)] = &[(60, "V3"), (30, "V2"), (10, "V1")];

/// Professions.
pub const PROFESSIONS: &[&str] = &[
    "Architect",
    "Teacher",
    "Surgeon",
    "Translator",
    "Winemaker",
    "Engineer",
    "Photographer",
    "Civil servant",
    "Musician",
    "Pharmacist",
    "Retired",
];

/// Companies guests travel for. None of them exists.
pub const COMPANIES: &[&str] = &[
    "Nordkant Logistik",
    "Pinheiro & Filhos",
    "Bright Quay Consulting",
    "Atelier Huit",
    "Talleres Ondarra",
    "Laguna Biotech",
    "Voorsteven Shipping",
    "Colline Assicurazioni",
    "Harbourside Media",
    "海桥设计",
    "Дніпро Софт",
    "Redwood & Pike",
];

/// A contact: kind, who began it, subject, words.
pub type Contact = (InteractionType, Direction, &'static str, &'static str);

/// Contacts of the desk and of sales.
pub const CONTACTS: &[Contact] = &[
    (
        InteractionType::Note,
        Direction::Internal,
        "Breakfast",
        "Comes down at seven, sits by the window. Likes the fig jam; we gave a jar along.",
    ),
    (InteractionType::Note, Direction::Internal, "Room", "Slept badly in 204 because of the kitchen fan. Not above the kitchen again."),
    (
        InteractionType::Note,
        Direction::Internal,
        "Birthday",
        "Celebrated with us. The kitchen made a lemon cake, a small thing that was much liked.",
    ),
    (InteractionType::Note, Direction::Internal, "Payment", "Pays with two cards, private and company. Ask at check-in which goes where."),
    (InteractionType::Note, Direction::Internal, "Luggage", "Two bicycles in the shed; leaves them here between stays."),
    (InteractionType::Note, Direction::Internal, "Language", "Prefers to be written to, the telephone line is often bad."),
    (
        InteractionType::Call,
        Direction::Inbound,
        "Question about parking",
        "Asked whether the garage takes a van of 2.1 m. It does not; offered the yard.",
    ),
    (InteractionType::Call, Direction::Inbound, "Late arrival", "Lands after ten, asked for something cold in the room. Kitchen knows."),
    (InteractionType::Call, Direction::Outbound, "After the stay", "Called to thank. Would come again in spring, when the garden is open."),
    (InteractionType::Call, Direction::Outbound, "Lost and found", "A child's jacket was left in 311. Sent on by post."),
    (
        InteractionType::Email,
        Direction::Inbound,
        "Two rooms side by side",
        "Travels with parents next time and asks for two rooms side by side, one with a walk-in shower.",
    ),
    (
        InteractionType::Email,
        Direction::Inbound,
        "Invoice",
        "Needs the invoice made out to the company, with the tax number. Sent the same day.",
    ),
    (
        InteractionType::Email,
        Direction::Outbound,
        "Offer for the long weekend",
        "Sent an offer for three nights with dinner on the terrace.",
    ),
    (
        InteractionType::Email,
        Direction::Inbound,
        "Mesa para cenar",
        "Pregunta si puede cenar fuera de horario, llegan tarde de la excursión.",
    ),
    (InteractionType::Email, Direction::Inbound, "Ruhiges Zimmer", "Bittet um ein ruhiges Zimmer zum Garten, das letzte ging zur Straße."),
    (InteractionType::Email, Direction::Inbound, "Lit bébé", "Demande un lit bébé et une chaise haute au petit déjeuner."),
    (InteractionType::Whatsapp, Direction::Inbound, "接机", "航班晚点一小时，请问司机能否等候？"),
    (
        InteractionType::Meeting,
        Direction::Outbound,
        "Site visit",
        "Showed the two meeting rooms and the terrace. Twelve persons, projector, vegetarian lunch.",
    ),
    (InteractionType::Visit, Direction::Inbound, "Came by for lunch", "Lunch with four friends, asked for the spring programme."),
    (InteractionType::Social, Direction::Inbound, "Picture of the bay", "Posted the view from 402 and named us. Thanked in a comment."),
];

/// A wording of a consent.
#[derive(Debug)]
pub struct Wording {
    /// Name, the same for all versions and languages.
    pub id: &'static str,
    /// Version.
    pub version: i64,
    /// Language.
    pub locale: &'static str,
    /// What it asks for.
    pub purpose: Purpose,
    /// The words, exactly as shown.
    pub text: &'static str,
}

/// The wordings shown on the website, at the desk and at fairs. The first of each name is the one for languages that
/// have none of their own.
pub const WORDINGS: &[Wording] = &[
    Wording {
        id: "offers-by-email",
        version: 2,
        locale: "en",
        purpose: Purpose::Marketing,
        text: "Yes, Casa Alondra may send me offers and news by e-mail, at most twice a month. I can stop this at any time with the link in every mail or a word at the desk. My address is kept for this until I stop it.",
    },
    Wording {
        id: "offers-by-email",
        version: 2,
        locale: "es",
        purpose: Purpose::Marketing,
        text: "Sí, Casa Alondra puede enviarme ofertas y novedades por correo electrónico, como mucho dos veces al mes. Puedo darme de baja cuando quiera con el enlace de cada correo o avisando en recepción. Mi dirección se guarda para esto hasta que me dé de baja.",
    },
    Wording {
        id: "offers-by-email",
        version: 2,
        locale: "de",
        purpose: Purpose::Marketing,
        text: "Ja, Casa Alondra darf mir Angebote und Neuigkeiten per E-Mail schicken, höchstens zweimal im Monat. Ich kann das jederzeit beenden, mit dem Link in jeder Mail oder am Empfang. Meine Adresse wird dafür gespeichert, bis ich es beende.",
    },
    Wording {
        id: "offers-by-email",
        version: 2,
        locale: "fr",
        purpose: Purpose::Marketing,
        text: "Oui, Casa Alondra peut m'envoyer des offres et des nouvelles par e-mail, au plus deux fois par mois. Je peux y mettre fin à tout moment par le lien de chaque message ou à la réception. Mon adresse est conservée à cette fin jusque-là.",
    },
    Wording {
        id: "offers-by-email",
        version: 2,
        locale: "zh-CN",
        purpose: Purpose::Marketing,
        text: "同意。Casa Alondra 可以通过电子邮件向我发送优惠和消息，每月最多两次。我可以随时通过邮件中的链接或在前台撤回同意。在我撤回之前，我的邮箱地址仅为此目的保存。",
    },
    Wording {
        id: "messages-about-a-stay",
        version: 1,
        locale: "en",
        purpose: Purpose::Transactional,
        text: "Casa Alondra may write to me by e-mail about my stay: confirmation, arrival, invoice. Nothing else comes with it.",
    },
    Wording {
        id: "messages-about-a-stay",
        version: 1,
        locale: "es",
        purpose: Purpose::Transactional,
        text: "Casa Alondra puede escribirme por correo electrónico sobre mi estancia: confirmación, llegada, factura. Nada más.",
    },
    Wording {
        id: "messages-about-a-stay",
        version: 1,
        locale: "zh-CN",
        purpose: Purpose::Transactional,
        text: "Casa Alondra 可以就我的住宿通过电子邮件联系我：确认、抵达、账单，不含其他内容。",
    },
    Wording {
        id: "request-by-phone",
        version: 1,
        locale: "en",
        purpose: Purpose::Transactional,
        text: "Casa Alondra may call me about the request I have made, on working days. My number is kept for this until the request is settled. I can stop this at any time on the call or by writing to the house.",
    },
    Wording {
        id: "request-by-phone",
        version: 1,
        locale: "es",
        purpose: Purpose::Transactional,
        text: "Casa Alondra puede llamarme por la petición que he hecho, en días laborables. Mi número se guarda para esto hasta que la petición quede resuelta. Puedo retirarlo cuando quiera, en la llamada o por escrito.",
    },
    Wording {
        id: "request-by-phone",
        version: 1,
        locale: "zh-CN",
        purpose: Purpose::Transactional,
        text: "Casa Alondra 可以在工作日就我提出的需求致电。我的电话号码仅为此目的保存，直至该需求办结。我可以随时在通话中或以书面方式撤回同意。",
    },
];

/// The two fairs: name, days before today, where leads were met.
pub const FAIRS: &[(&str, i32)] = &[("Iberian Travel Days, Lisbon", 41), ("Northern Meetings Fair, Hamburg", 9)];

/// What people asked for at the stand.
pub const LEAD_NOTES: &[&str] = &[
    "Looks for a house with a view for a board retreat, two nights, no more than fourteen.",
    "Plans a wedding for sixty, wants to taste the menu first.",
    "Sends small groups of walkers every autumn, asks for half board.",
    "Wants company rates for eight nights a month.",
    "Was here as a child. Wants to bring the family at Easter.",
    "Runs an agency for slow travel. Asked for pictures and the net rates.",
    "Compares us with two houses on the other side of the bay.",
];
