using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Where an appraisal stands.</summary>
public enum AppraisalState
{
    /// <summary>No verified contribution is known.</summary>
    None,

    /// <summary>The contribution is verified and waits for a value.</summary>
    Open,

    /// <summary>A valuer proposed a value.</summary>
    Proposed,

    /// <summary>A second person accepted it.</summary>
    Accepted,

    /// <summary>The contribution was reversed: there is nothing to value, and a value that was accepted is no longer current.</summary>
    Void,
}

/// <summary>The verified contribution that is appraised, as Contributions announced it.</summary>
/// <param name="ContributionId">Stream in Contributions.</param>
/// <param name="Reference">The contributor's own id.</param>
/// <param name="AgreementId">Agreement under which it was brought in.</param>
/// <param name="Party">Who brought it in.</param>
/// <param name="Kind">Kind of contribution.</param>
/// <param name="Title">What it is.</param>
/// <param name="Claimed">Value the contributor claims; where it keeps that secret, zero, and only its currency says something.</param>
/// <param name="EffectiveOn">Valid date, and valuation date (评估基准日).</param>
/// <param name="Source">The verification, as recorded by Contributions.</param>
/// <param name="AgreedUntil">Last day for which it was promised; null when it has no such day or it was not told.</param>
/// <param name="ClaimUndisclosed">True where the contributor keeps its claim secret; null otherwise.</param>
public sealed record Subject(
    Guid ContributionId, string Reference, string AgreementId, string Party, ContributionKind Kind, Text Title, Money Claimed,
    DateOnly EffectiveOn, Citation Source, DateOnly? AgreedUntil = null, bool? ClaimUndisclosed = null)
{
    /// <summary>The claim; null where it is secret. What is shown, scored or capped by goes by this and never by the zero.</summary>
    [JsonIgnore]
    public Money? Claim => ClaimUndisclosed == true ? null : Claimed;

    /// <summary>The terms under which it is valued as of a day; a secret claim caps nothing.</summary>
    internal ValuationTerms TermsUnder(AgreementDocument agreement, DateOnly on) => agreement.TermsFor(Kind, Claimed, on) is var terms && Claim is null
        ? terms with { CapAtClaim = false }
        : terms;
}

/// <summary>A value put forward by a valuer, with everything needed to recompute it.</summary>
/// <param name="Value">What counts once it is accepted: the method's value, capped at the claim where the agreement says so.</param>
/// <param name="Result">The whole calculation.</param>
/// <param name="AgreementVersion">Version whose policy applied.</param>
/// <param name="Agreement">Its activation.</param>
/// <param name="ProposalHash">What an approver accepts; see <see cref="Domain.ProposalHash"/>.</param>
/// <param name="By">The valuer.</param>
/// <param name="At">When.</param>
/// <param name="Basis">Registered evidence, index vintages and alternatives it rests on; null where there are none.</param>
public sealed record Proposal(
    Money Value, MethodResult Result, int AgreementVersion, Citation Agreement, string ProposalHash, Actor By, DateTimeOffset At,
    ValuationBasis? Basis = null);

/// <summary>The acceptance of the standing proposal.</summary>
/// <param name="By">The approver.</param>
/// <param name="At">When.</param>
public sealed record Acceptance(Actor By, DateTimeOffset At);

/// <summary>The appraisal (评估) of one contribution: opened by its verification, proposed by a valuer, accepted by an approver.</summary>
public sealed record Appraisal
{
    public Guid Id { get; init; }

    public AppraisalState State { get; init; }

    /// <summary>What is appraised; null before the appraisal is open.</summary>
    public Subject? Subject { get; init; }

    /// <summary>The standing proposal; a newer one takes the place of an older one until one is accepted.</summary>
    public Proposal? Proposal { get; init; }

    /// <summary>Set once the standing proposal was accepted.</summary>
    public Acceptance? Acceptance { get; init; }

    /// <summary>Set once the contribution was reversed; this can be heard of before its verification.</summary>
    public AppraisalVoided? Voided { get; init; }

    /// <summary>The draw of a valuer; null where nobody opened one: then any valuer may propose.</summary>
    public Assignment? Assignment { get; init; }

    /// <summary>Of the standing proposal, where two approvers are needed; any new proposal voids them.</summary>
    public IReadOnlyList<Approval> Approvals { get; init; } = [];

    /// <summary>Set when a conflict of the valuer came to light after the acceptance. The value stands.</summary>
    public Review? Review { get; init; }

    /// <summary>Other methods' values that were recorded; they do not count.</summary>
    public IReadOnlyList<Alternative> Alternatives { get; init; } = [];

    /// <summary>Streams of the registered evidence that any proposal or alternative was calculated from, each once.</summary>
    public IReadOnlyList<Guid> EvidenceUsed { get; init; } = [];

    /// <summary>Versions of the accepted value after the first, in order; the last one counts.</summary>
    public IReadOnlyList<StandingValue> Replacements { get; init; } = [];

    /// <summary>What falls due for the accepted value; null while nothing ever did.</summary>
    public Revaluation? Revaluation { get; init; }

    /// <summary>Objections to versions of the accepted value, and what became of them.</summary>
    public IReadOnlyList<Challenge> Challenges { get; init; } = [];

    /// <summary>Set where this is a new appraisal of a challenged value: it is drawn, made once, and decided on in the challenge.</summary>
    public ReappraisalOf? Reappraisal { get; init; }

    /// <summary>Every version of the accepted value, in order; none before an acceptance.</summary>
    [JsonIgnore]
    public IReadOnlyList<StandingValue> Versions => Acceptance is null ? [] : [StandingValue.Of(Subject!, Proposal!, Acceptance), .. Replacements];

    /// <summary>The version of the accepted value that counts; null before an acceptance, and once the contribution was reversed.</summary>
    [JsonIgnore]
    public StandingValue? Standing => Voided is null && Versions is [.., var last] ? last : null;

    public static Appraisal None(Guid id) => new() { Id = id };
}
