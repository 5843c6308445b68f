using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>Where a contribution stands.</summary>
public enum ContributionState
{
    /// <summary>Nothing is registered yet.</summary>
    None,

    /// <summary>The contributor says so.</summary>
    Registered,

    /// <summary>The receiving party confirmed it.</summary>
    Verified,

    /// <summary>Its value was accepted under the agreement.</summary>
    Valued,
}

/// <summary>What a contributor says it brought in.</summary>
/// <param name="Reference">The contributor's own id.</param>
/// <param name="AgreementId">Agreement under which it is brought in.</param>
/// <param name="Party">Who brings it in: the organisation of the person who registers it.</param>
/// <param name="Kind">Kind of contribution.</param>
/// <param name="Title">What it is.</param>
/// <param name="Claimed">Value the contributor claims, in the agreement's currency.</param>
/// <param name="EffectiveOn">Valid date: from when it counts.</param>
/// <param name="ReceivedBy">Party that received it and will verify it.</param>
/// <param name="Evidence">At least one piece.</param>
/// <param name="Attributes">Further particulars by name (maker, serial number, area).</param>
public sealed record Particulars(
    string Reference, string AgreementId, string Party, ContributionKind Kind, Text Title, Money Claimed, DateOnly EffectiveOn,
    string ReceivedBy, IReadOnlyList<EvidenceItem> Evidence, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>Whether both say the same; the order of attributes does not matter, that of evidence does.</summary>
    public bool Equals(Particulars? other) => other is not null
        && (Reference, AgreementId, Party, Kind, Title, Claimed, EffectiveOn, ReceivedBy)
            == (other.Reference, other.AgreementId, other.Party, other.Kind, other.Title, other.Claimed, other.EffectiveOn,
                other.ReceivedBy)
        && Evidence.SequenceEqual(other.Evidence)
        && Attributes.Count == other.Attributes.Count
        && Attributes.All(entry => other.Attributes.TryGetValue(entry.Key, out var value) && value == entry.Value);

    public override int GetHashCode() => HashCode.Combine(Reference, Party, Claimed, EffectiveOn);
}

/// <summary>One contribution (投入): registered, verified, valued.</summary>
public sealed record Contribution
{
    public Guid Id { get; init; }

    public ContributionState State { get; init; }

    /// <summary>What was registered; null while nothing is.</summary>
    public Particulars? Particulars { get; init; }

    /// <summary>Version of the agreement that was in force on the effective day, at registration.</summary>
    public int AgreementVersion { get; init; }

    /// <summary>The activation of that agreement version.</summary>
    public Citation? Agreement { get; init; }

    public Actor? RegisteredBy { get; init; }

    public DateTimeOffset? RegisteredAt { get; init; }

    /// <summary>Set once the receiving party confirmed it.</summary>
    public Verification? Verification { get; init; }

    /// <summary>Set once its value was accepted.</summary>
    public AcceptedValue? Accepted { get; init; }

    public static Contribution None(Guid id) => new() { Id = id };

    /// <summary>How far the claim went beyond the accepted value; null while there is none.</summary>
    public Money? Excess() => Accepted is null || Particulars is null
        ? null
        : Money.Max(Particulars.Claimed - Accepted.Value, Money.Zero(Particulars.Claimed.Currency));
}

/// <summary>The receiving party's confirmation.</summary>
/// <param name="Finding">What was found, when there was something to say.</param>
/// <param name="Location">Where the thing stands or the service was given.</param>
/// <param name="By">Who verified, for which organisation.</param>
/// <param name="At">When.</param>
public sealed record Verification(Text? Finding, string? Location, Actor By, DateTimeOffset At);

/// <summary>The value that counts, as Valuation decided.</summary>
/// <param name="Value">Accepted value.</param>
/// <param name="Method">Rule id.</param>
/// <param name="MethodVersion">Rule version.</param>
/// <param name="AppraisalId">Stream of the appraisal in Valuation.</param>
/// <param name="Source">The acceptance, as recorded by Valuation.</param>
public sealed record AcceptedValue(Money Value, string Method, int MethodVersion, Guid AppraisalId, Citation Source);
