using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>Keep what is to be registered later.</summary>
public sealed record DraftContribution(Particulars Particulars, Actor By, DateTimeOffset At, FieldSecrecy? Secrecy = null);

/// <summary>Add evidence that the store holds already.</summary>
/// <param name="Items">The pieces, in clear.</param>
/// <param name="Reason">Why; required after verification.</param>
/// <param name="Files">Files that the evidence store holds, by hash.</param>
/// <param name="By">Who adds them.</param>
/// <param name="At">Time of receipt.</param>
/// <param name="Retention">Classes of the agreement under which it was registered and of its profile; null: there are none.</param>
/// <param name="Secrecy">Marked pieces with the digests of the hidden ones.</param>
/// <param name="Claims">What stands of the same papers in this consortium.</param>
/// <param name="Elsewhere">What another consortium of the deployment has of the same papers.</param>
public sealed record AddEvidence(
    IReadOnlyList<EvidenceItem> Items, Text? Reason, IReadOnlyDictionary<string, EvidenceFile> Files, Actor By, DateTimeOffset At,
    RetentionClasses? Retention = null, FieldSecrecy? Secrecy = null, IReadOnlyList<StandingClaim>? Claims = null,
    Elsewhere Elsewhere = Elsewhere.Nothing);

/// <summary>A step of a contribution's life that somebody takes on a day, with a reason.</summary>
public enum LifeMove
{
    /// <summary>The receiver puts it to use.</summary>
    TakeIntoUse,

    /// <summary>Contributor or receiver says that the use is over.</summary>
    End,

    /// <summary>The receiver gives lent equipment back.</summary>
    Return,

    /// <summary>The contributor takes it back before verification.</summary>
    Withdraw,

    /// <summary>Contributor or receiver says that it was damaged.</summary>
    RecordDamage,

    /// <summary>A party contests it.</summary>
    Dispute,

    /// <summary>An approver of a third party upholds the dispute.</summary>
    UpholdDispute,

    /// <summary>An approver of a third party dismisses the dispute.</summary>
    DismissDispute,

    /// <summary>An approver of another party than the contributor takes it out of the books.</summary>
    Reverse,
}

/// <param name="Move">What is done.</param>
/// <param name="On">The day it happened; only for use, end, return and damage.</param>
/// <param name="Reason">Why; only use may begin without one.</param>
/// <param name="Parties">Parties of the agreement.</param>
/// <param name="By">Who does it.</param>
/// <param name="At">Time of receipt.</param>
public sealed record MoveContribution(
    LifeMove Move, DateOnly? On, Text? Reason, IReadOnlyCollection<string> Parties, Actor By, DateTimeOffset At);

/// <summary>Say where it stands now.</summary>
/// <param name="Location">Where, when that changed.</param>
/// <param name="Tag">Its inventory tag, likewise.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who says so.</param>
/// <param name="At">Time of receipt.</param>
/// <param name="Seen">Version of the contribution before it: the placement is known by it.</param>
/// <param name="Secrecy">Marked fields with the digests of the hidden ones; the rest is still in clear.</param>
public sealed record ChangePlacement(
    string? Location, string? Tag, Text Reason, Actor By, DateTimeOffset At, long Seen = 0, FieldSecrecy? Secrecy = null)
{
    /// <summary>What it says of a contribution.</summary>
    public SaidByReceiver Said(Particulars registration) => new(registration, SaidByReceiver.PlacementAfter(Seen), null, Location, Tag);
}
