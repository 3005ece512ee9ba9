//! Wrong rules that the harness can put in the place of right ones, to show that the simulator notices.

/// A wrong rule. None of them is in the code that ships: the harness alters what it sends, stores or takes up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bug {
    /// An acknowledged op leaves the outbox before it is seen in the log.
    AckDeletes,
    /// Nobody compares generations, and a device keeps the acknowledgements of the old one.
    NoEpochCheck,
    /// An op leaves the outbox as soon as it is in the log, before the durable watermark.
    DropsBeforeDurable,
    /// The checkpoint's cursor is stored before its pages.
    CursorBeforeData,
    /// A tab counts its numbers itself, before the commit.
    NumberBeforeCommit,
    /// The server takes a number again.
    NoIdempotency,
    /// The server refuses ops whose clock is more than five minutes ahead.
    RejectsSkew,
    /// Nobody compares chains.
    NoChainCheck,
    /// An answer to a pull is cut inside a group.
    GroupCut,
    /// Redaction empties the `seen` of what it hides.
    RedactionDropsStamps,
    /// A restored server goes on with the number of its old device.
    NumberReuse,
    /// Nobody hands back what a restored log has lost.
    NoHandBack,
    /// A restored server does not erase again what had been erased.
    ErasuresForgotten,
    /// A late change to an erased file counts.
    ErasedRevives,
    /// A device keeps what it may have to hand back of an erased file.
    ErasedKept,
    /// A tab that lost the leadership still writes pages and checkpoints and empties the outbox.
    UnfencedCheckpoint,
    /// A device keeps a file that went out of sight.
    EvictForgotten,
    /// A file that comes in sight is what the rows since the reader's last pull add up to.
    FullRootPartial,
    /// The server takes redemptions without asking whether they are covered.
    RedeemsUncovered,
}

impl Bug {
    /// All of them, in the order of the table in `docs/sync.md`.
    pub const ALL: [Self; 19] = [
        Self::AckDeletes,
        Self::NoEpochCheck,
        Self::DropsBeforeDurable,
        Self::CursorBeforeData,
        Self::NumberBeforeCommit,
        Self::NoIdempotency,
        Self::RejectsSkew,
        Self::NoChainCheck,
        Self::GroupCut,
        Self::RedactionDropsStamps,
        Self::NumberReuse,
        Self::NoHandBack,
        Self::ErasuresForgotten,
        Self::ErasedRevives,
        Self::ErasedKept,
        Self::UnfencedCheckpoint,
        Self::EvictForgotten,
        Self::FullRootPartial,
        Self::RedeemsUncovered,
    ];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AckDeletes => "ack-deletes",
            Self::NoEpochCheck => "no-epoch-check",
            Self::DropsBeforeDurable => "drops-before-durable",
            Self::CursorBeforeData => "cursor-before-data",
            Self::NumberBeforeCommit => "number-before-commit",
            Self::NoIdempotency => "no-idempotency",
            Self::RejectsSkew => "rejects-skew",
            Self::NoChainCheck => "no-chain-check",
            Self::GroupCut => "group-cut",
            Self::RedactionDropsStamps => "redaction-drops-stamps",
            Self::NumberReuse => "number-reuse",
            Self::NoHandBack => "no-hand-back",
            Self::ErasuresForgotten => "erasures-forgotten",
            Self::ErasedRevives => "erased-revives",
            Self::ErasedKept => "erased-kept",
            Self::UnfencedCheckpoint => "unfenced-checkpoint",
            Self::EvictForgotten => "evict-forgotten",
            Self::FullRootPartial => "full-root-partial",
            Self::RedeemsUncovered => "redeems-uncovered",
        }
    }

    /// The bug of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|bug| bug.name() == name)
    }
}
