using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>Side of a journal line.</summary>
[JsonConverter(typeof(KebabCaseEnum<Side>))]
public enum Side
{
    Debit,
    Credit,
}

/// <summary>One line of an entry.</summary>
/// <param name="Account">Account of the entry's book.</param>
/// <param name="Side">Debit or credit.</param>
/// <param name="Amount">At least zero.</param>
public sealed record JournalLine(Account Account, Side Side, Money Amount);

/// <summary>What an entry books.</summary>
[JsonConverter(typeof(KebabCaseEnum<EntryKind>))]
public enum EntryKind
{
    /// <summary>A contribution at its accepted value, in the book in kind.</summary>
    ValueAccepted,

    /// <summary>A benefit pool that was received.</summary>
    PoolDeclared,

    /// <summary>A settled run: from the pool to the reserve and the participants.</summary>
    BenefitsShared,

    /// <summary>A loss: from the reserve and the parties to the sufferers.</summary>
    LossPaid,

    /// <summary>What parties owe because loss payments take more than they receive.</summary>
    OwedByParties,

    /// <summary>A contribution that was reversed, out of the book in kind.</summary>
    ContributionReversed,

    /// <summary>An accepted value that no longer stands, out of the book in kind.</summary>
    ValueReversed,

    /// <summary>The value that took its place.</summary>
    ValueRebilled,

    /// <summary>A benefit that is no money, in the book in kind.</summary>
    BenefitInKind,

    /// <summary>What is in dispute, out of the payable.</summary>
    Suspended,

    /// <summary>A dispute that was decided, out of the suspense.</summary>
    SuspenseReleased,

    /// <summary>Withheld at a settlement.</summary>
    Withheld,

    /// <summary>A carried party's share, to those who paid for it.</summary>
    CarryRepaid,

    /// <summary>What a party owes, set off against what it is to get.</summary>
    SetOff,

    /// <summary>Too little to be paid: carried to a later settlement.</summary>
    PayoutCarried,

    /// <summary>What was carried and has become payable.</summary>
    CarriedReleased,

    /// <summary>A settled line as it was, taken back in an open period.</summary>
    SettlementReversed,

    /// <summary>The same line as it would have been.</summary>
    SettlementRebilled,

    /// <summary>What a person booked.</summary>
    Manual,

    /// <summary>An entry taken back by another.</summary>
    Reversal,

    /// <summary>Payments with the bank: from payable to in transit.</summary>
    PaymentSent,

    /// <summary>A payment that the bank made: out of the bank account.</summary>
    PaymentPaid,

    /// <summary>A payment that failed or was sent back: payable again.</summary>
    PaymentReturned,
}

/// <summary>A contribution and its accepted value, as Valuation decided.</summary>
/// <param name="ContributionId">Stream of the contribution.</param>
/// <param name="AppraisalId">Stream of the appraisal.</param>
/// <param name="Reference">The contributor's own reference.</param>
/// <param name="Party">Who brought it in.</param>
/// <param name="Kind">Kind of contribution.</param>
/// <param name="AgreementVersion">Version under whose policy it was valued.</param>
/// <param name="Claimed">Value the contributor claimed.</param>
/// <param name="Accepted">Value that counts.</param>
/// <param name="Method">Rule id.</param>
/// <param name="MethodVersion">Rule version.</param>
/// <param name="ClaimUndisclosed">True where the contributor keeps its claim secret: <paramref name="Claimed"/> is zero then; null otherwise.</param>
public sealed record AcceptedContribution(
    Guid ContributionId, Guid AppraisalId, string Reference, string Party, string Kind, int AgreementVersion, Money Claimed, Money Accepted,
    string Method, int MethodVersion, bool? ClaimUndisclosed = null);
