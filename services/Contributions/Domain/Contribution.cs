using System.Text.Json.Serialization;
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

    /// <summary>The contributor keeps it to itself for now.</summary>
    Drafted,

    /// <summary>The receiver uses it.</summary>
    InUse,

    /// <summary>Its use is over.</summary>
    Ended,

    /// <summary>Lent equipment that was given back.</summary>
    Returned,

    /// <summary>Taken back before anybody verified it.</summary>
    Withdrawn,

    /// <summary>Taken out of the books.</summary>
    Reversed,
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
/// <param name="Details">What only this kind has to say; null when it was not said.</param>
/// <param name="ClaimType">How long it gives a claim on benefits; null when it was not said.</param>
/// <param name="Secrecy">Marked fields; null when none is. The value of a hidden one stands nowhere else in these particulars.</param>
public sealed record Particulars(
    string Reference, string AgreementId, string Party, ContributionKind Kind, Text Title, Money Claimed, DateOnly EffectiveOn,
    string ReceivedBy, IReadOnlyList<EvidenceItem> Evidence, IReadOnlyDictionary<string, string> Attributes,
    KindDetails? Details = null, ClaimType? ClaimType = null, FieldSecrecy? Secrecy = null)
{
    /// <summary>Whether the contributor keeps its claim secret: the amount is zero then.</summary>
    [JsonIgnore]
    public bool ClaimUndisclosed => Secrecy?.Hides(MarkableFields.Claimed) == true;

    /// <summary>
    /// Last day for which it was promised: of the loan, the space, the hours or the licence; null when it has none, or it is hidden.
    /// </summary>
    [JsonIgnore]
    public DateOnly? AgreedUntil =>
        (Details?.Equipment?.Loan ?? Details?.Space?.Period ?? Details?.StaffTime?.Period ?? Details?.Technology?.Term)?.To;

    /// <summary>These particulars as they are recorded: with the marks, without the hidden values.</summary>
    public Particulars Under(FieldSecrecy? secrecy) => secrecy is null ? this
        : secrecy.Hidden().Aggregate(this, (said, field) => MarkableFields.Hide(said, field.Field, field.Stand)) with { Secrecy = secrecy };

    /// <summary>Whether both say the same; the order of attributes does not matter, that of evidence does.</summary>
    public bool Equals(Particulars? other) => other is not null
        && (Reference, AgreementId, Party, Kind, Title, Claimed, EffectiveOn, ReceivedBy)
            == (other.Reference, other.AgreementId, other.Party, other.Kind, other.Title, other.Claimed, other.EffectiveOn,
                other.ReceivedBy)
        && Details == other.Details && ClaimType == other.ClaimType && Secrecy == other.Secrecy
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

    /// <summary>The value that counts: the accepted one, or the last that replaced it; null before a value is accepted.</summary>
    public AcceptedValue? Accepted { get; init; }

    /// <summary>Since when that value is known.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>Every value it had, by number; empty while nothing was replaced.</summary>
    public IReadOnlyList<NumberedValue> Values { get; init; } = [];

    /// <summary>Whether the same thing was found in another consortium.</summary>
    public bool RegisteredElsewhere { get; init; }

    /// <summary>What the contributor means to register; only while nothing is registered.</summary>
    public Particulars? Draft { get; init; }

    /// <summary>Evidence added after registration.</summary>
    public IReadOnlyList<EvidenceItem> FurtherEvidence { get; init; } = [];

    /// <summary>Marks of evidence added after registration.</summary>
    public IReadOnlyList<MarkedField> FurtherMarks { get; init; } = [];

    /// <summary>Marks of what the receiver said at verification and later: its own, not the contributor's.</summary>
    public IReadOnlyList<MarkedField> ReceiverMarks { get; init; } = [];

    /// <summary>Where it stands now.</summary>
    public string? Location { get; init; }

    /// <summary>The receiver's inventory tag.</summary>
    public string? Tag { get; init; }

    public IReadOnlyList<Damage> Damages { get; init; } = [];

    /// <summary>The open dispute, or null.</summary>
    public Dispute? Dispute { get; init; }

    /// <summary>Every state it has been in, in the order in which that became known.</summary>
    public IReadOnlyList<LifeStep> Steps { get; init; } = [];

    /// <summary>All evidence: of the registration, and what was added.</summary>
    public IReadOnlyList<EvidenceItem> Evidence() => [.. Particulars?.Evidence ?? [], .. FurtherEvidence];

    /// <summary>What is said of it now: the registration, or the draft, with the evidence and the marks that came later; null while nothing is.</summary>
    public Particulars? Said() => Particulars is null || FurtherEvidence.Count + ReceiverMarks.Count == 0 ? Particulars ?? Draft : Particulars with
    {
        Evidence = Evidence(),
        Secrecy = FurtherMarks.Count + ReceiverMarks.Count == 0 ? Particulars.Secrecy
            : FieldSecrecy.Of([.. Particulars.Secrecy?.Fields ?? [], .. FurtherMarks, .. ReceiverMarks]),
    };

    /// <summary>The hidden fields of all that is said.</summary>
    public IEnumerable<MarkedField> Hidden() => Said()?.Secrecy?.Hidden() ?? [];

    /// <summary>Whose secret a hidden field is; null when the field is not hidden.</summary>
    public string? OwnerOf(string field) => Said() is not { } said || said.Secrecy?.Hidden().Any(hidden => hidden.Field == field) != true ? null
        : SaidByReceiver.Owns(field) ? said.ReceivedBy : said.Party;

    /// <summary>Hash of the file that a field names: a piece of evidence, or the receiver's photograph; null for every other field.</summary>
    public string? FileOf(string field) => field == SaidByReceiver.Photograph ? Verification?.PhotoSha256
        : Said() is { } said ? MarkableFields.Paper(said, field)?.Sha256 : null;

    /// <summary>Whether it counts: registered, and neither withdrawn nor reversed.</summary>
    public bool Stands() => Particulars is not null && State is not (ContributionState.Withdrawn or ContributionState.Reversed);

    /// <summary>
    /// The contribution as it was known at a time and as it held on a day; null when it was not known yet, held not yet, or
    /// was a draft. Without times: as it is.
    /// </summary>
    public Contribution? AsOf(DateOnly? effectiveOn, DateTimeOffset? recordedAt)
    {
        if (Particulars is null || (effectiveOn is { } day && Particulars.EffectiveOn > day)) return null;
        if (effectiveOn is null && recordedAt is null) return this;
        var at = Steps.LastOrDefault(step => (recordedAt is null || step.At <= recordedAt) && (effectiveOn is null || step.On <= effectiveOn));
        if (at is null or { State: ContributionState.Drafted }) return null;
        var values = AllValues().Where(value => (recordedAt is null || value.At <= recordedAt) && (effectiveOn is null || value.ValidFrom <= effectiveOn)).ToList();
        var counted = values.LastOrDefault();
        return this with
        {
            State = at.State, Accepted = counted?.Value, AcceptedAt = counted?.At, Values = values.Count > 1 ? values : [],
            Verification = recordedAt is null || Verification?.At <= recordedAt ? Verification : null,
            Dispute = recordedAt is null || Dispute?.At <= recordedAt ? Dispute : null,
            Damages = [.. Damages.Where(damage => (recordedAt is null || damage.At <= recordedAt) && (effectiveOn is null || damage.On <= effectiveOn))],
        };
    }

    /// <summary>Every value it had, by number, the accepted one alone too.</summary>
    public IReadOnlyList<NumberedValue> AllValues() => Values.Count > 0 ? Values
        : Accepted is null ? []
        : [new NumberedValue(1, Accepted, AcceptedAt!.Value, Particulars!.EffectiveOn)];

    /// <summary>With one value more. Acceptance and replacement come in queues of their own, so that the later one can come first.</summary>
    internal Contribution With(NumberedValue value)
    {
        List<NumberedValue> values = [.. AllValues().Append(value).OrderBy(other => other.Number)];
        return this with
        {
            Accepted = values[^1].Value, AcceptedAt = values[^1].At, Values = values is [{ Number: 1 }] ? [] : values,
        };
    }

    internal Contribution Moved(ContributionState to, DateOnly? on, DateTimeOffset at) => this with
    {
        State = to, Steps = [.. Steps, new LifeStep(to, on ?? (Particulars ?? Draft)!.EffectiveOn, at)],
    };

    public static Contribution None(Guid id) => new() { Id = id };

    /// <summary>How far the claim went beyond the accepted value; null while there is none, or the claim is secret.</summary>
    public Money? Excess() => Accepted is null || Particulars is null || Particulars.ClaimUndisclosed
        ? null
        : Money.Max(Particulars.Claimed - Accepted.Value, Money.Zero(Particulars.Claimed.Currency));
}

/// <summary>The receiving party's confirmation.</summary>
/// <param name="Finding">What was found, when there was something to say.</param>
/// <param name="Location">Where the thing stands or the service was given.</param>
/// <param name="By">Who verified, for which organisation.</param>
/// <param name="At">When.</param>
/// <param name="Tag">The receiver's inventory tag, when it was given.</param>
/// <param name="PhotoSha256">Photograph in the evidence store, when one was taken.</param>
/// <param name="InspectedOn">Day of the inspection, when it was said.</param>
public sealed record Verification(
    Text? Finding, string? Location, Actor By, DateTimeOffset At, string? Tag = null, string? PhotoSha256 = null, DateOnly? InspectedOn = null);

/// <summary>Damage that contributor or receiver recorded.</summary>
public sealed record Damage(DateOnly On, Text Reason, Actor By, DateTimeOffset At);

/// <summary>A dispute that is not decided yet.</summary>
public sealed record Dispute(Text Reason, Actor By, DateTimeOffset At);

/// <summary>A state that the contribution came into.</summary>
/// <param name="State">The state.</param>
/// <param name="On">Valid day: from when it holds.</param>
/// <param name="At">Recorded time: since when it is known.</param>
public sealed record LifeStep(ContributionState State, DateOnly On, DateTimeOffset At);

/// <summary>The value that counts, as Valuation decided.</summary>
/// <param name="Value">Accepted value.</param>
/// <param name="Method">Rule id.</param>
/// <param name="MethodVersion">Rule version.</param>
/// <param name="AppraisalId">Stream of the appraisal in Valuation.</param>
/// <param name="Source">The acceptance, as recorded by Valuation.</param>
public sealed record AcceptedValue(Money Value, string Method, int MethodVersion, Guid AppraisalId, Citation Source);

/// <summary>A value with its place among those of the contribution.</summary>
/// <param name="Number">1 for the acceptance, one up for every replacement.</param>
/// <param name="Value">The value.</param>
/// <param name="At">Recorded time: since when it is known.</param>
/// <param name="ValidFrom">First day for which it is the right one.</param>
/// <param name="ReplacedOn">Day on which it took the place of the one before; null for the acceptance.</param>
/// <param name="Cause">Why: challenge, revaluation; null likewise.</param>
/// <param name="Case">Which case of it.</param>
/// <param name="Reason">In words.</param>
public sealed record NumberedValue(
    int Number, AcceptedValue Value, DateTimeOffset At, DateOnly ValidFrom, DateOnly? ReplacedOn = null, string? Cause = null, string? Case = null,
    Text? Reason = null);
