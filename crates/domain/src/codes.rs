//! Closed lists of words that records store: an enum whose variants have fixed wire names.

/// Declares an enum of codes: `ALL` variants, `CODES` (their wire names, in the same order), `code`, `from_code`, and
/// serialisation, display and [`crate::Value`] conversion by wire name.
macro_rules! codes {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every variant, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The wire names, in the order of [`Self::ALL`].
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// The wire name.
            pub const fn code(self) -> &'static str {
                Self::CODES[self as usize]
            }

            /// The variant with this wire name.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::CODES.iter().position(|known| *known == code).map(|at| Self::ALL[at])
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.pad(self.code())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                Self::from_code(&code).ok_or_else(|| {
                    serde::de::Error::custom(concat!("unknown ", stringify!($name)))
                })
            }
        }

        impl $crate::value::FromValue for $name {
            fn from_value(value: &$crate::value::Value) -> Option<Self> {
                value.as_text().and_then(Self::from_code)
            }
        }

        impl From<$name> for $crate::value::Value {
            fn from(code: $name) -> Self {
                Self::Text(code.code().to_owned())
            }
        }
    };
}
pub(crate) use codes;
