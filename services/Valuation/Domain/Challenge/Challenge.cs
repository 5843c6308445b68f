using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>How far a challenge is. JSON: kebab-case.</summary>
public enum ChallengeStep
{
    /// <summary>Another appraiser values the thing.</summary>
    SecondAppraisal,

    /// <summary>The two are too far apart: a third one values it.</summary>
    ThirdAppraisal,

    /// <summary>The appraisals decided; whoever is affected can appeal where the agreement names somebody who decides finally.</summary>
    Determined,

    /// <summary>The final panel, or the forum outside, decides.</summary>
    Appealed,

    /// <summary>It ended: the value was upheld or replaced.</summary>
    Concluded,

    /// <summary>Every objection was withdrawn.</summary>
    Withdrawn,

    /// <summary>The value was replaced for another cause; there is nothing left to decide.</summary>
    Overtaken,
}

/// <summary>What became of the value. JSON: kebab-case.</summary>
public enum ChallengeOutcome
{
    Upheld,
    Replaced,
    Withdrawn,
}

/// <summary>An objection of one party on one ground.</summary>
/// <param name="Number">From 1 within the challenge.</param>
/// <param name="Party">Who objects.</param>
/// <param name="Ground">What it cites.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">The person.</param>
/// <param name="At">When.</param>
/// <param name="Withdrawn">Whether it was taken back.</param>
public sealed record Objection(
    int Number, string Party, ChallengeGround Ground, ChallengeReason Reason, Actor By, DateTimeOffset At, bool Withdrawn = false);

/// <summary>A new appraisal that a challenge waits for; it is a case of its own, with draw, blindness, evidence and snapshot.</summary>
/// <param name="Number">2 or 3; the value that is challenged is 1.</param>
/// <param name="Appraisal">Its stream.</param>
/// <param name="Due">When it is to be there.</param>
/// <param name="Attempt">From 1; an appraiser who does not deliver is replaced.</param>
public sealed record Reappraisal(int Number, Guid Appraisal, ChallengeClock Due, int Attempt = 1);

/// <summary>An appraisal as it was taken into a decision.</summary>
/// <param name="Number">1 to 3.</param>
/// <param name="Appraisal">Its stream.</param>
/// <param name="Person">Who valued.</param>
/// <param name="Method">Rule id.</param>
/// <param name="MethodVersion">Rule version.</param>
/// <param name="InputsHash">Hash of its complete inputs.</param>
/// <param name="ProposalHash">Binds value, calculation and evidence.</param>
/// <param name="Value">Value by that method, before the claim is looked at.</param>
/// <param name="Fee">The appraiser's fee, where one was fixed before the draw.</param>
public sealed record HeardAppraisal(
    int Number, Guid Appraisal, string Person, string Method, int MethodVersion, string InputsHash, string ProposalHash, Money Value, Money? Fee = null)
{
    internal CitedAlternative Cited => new(Number, Method, MethodVersion, InputsHash, Value);
}

/// <summary>What the appraisals decided.</summary>
/// <param name="Value">What would count.</param>
/// <param name="Result">The whole calculation.</param>
/// <param name="Basis">The appraisals it rests on.</param>
/// <param name="Heard">The appraisals, the challenged value first.</param>
/// <param name="Appeal">Until when it can be appealed against; null where nobody decides after it.</param>
/// <param name="By">Who had it decided.</param>
/// <param name="At">When.</param>
public sealed record Determination(
    Money Value, MethodResult Result, ValuationBasis? Basis, IReadOnlyList<HeardAppraisal> Heard, ChallengeClock? Appeal, Actor By, DateTimeOffset At);

/// <summary>An appeal against what the appraisals decided.</summary>
/// <param name="Party">Who appeals.</param>
/// <param name="Reason">Why.</param>
/// <param name="Forum">Who decides finally.</param>
/// <param name="Members">Organisations of the panel that vote; empty for a forum outside.</param>
/// <param name="Vote">Until when the panel votes; null for a forum outside.</param>
/// <param name="By">The person.</param>
/// <param name="At">When.</param>
public sealed record Appeal(
    string Party, ChallengeReason Reason, FinalDecision Forum, IReadOnlyList<string> Members, ChallengeClock? Vote, Actor By, DateTimeOffset At);

/// <summary>A vote of the panel, or a record of what the forum outside decided.</summary>
/// <param name="Member">The organisation.</param>
/// <param name="Choice">Id of a value; see <see cref="Challenge.Choices"/>.</param>
/// <param name="Reason">Why.</param>
/// <param name="Document">SHA-256 of the award; null for a vote.</param>
/// <param name="By">The person.</param>
/// <param name="At">When.</param>
public sealed record CastVote(string Member, string Choice, ChallengeReason Reason, string? Document, Actor By, DateTimeOffset At);

/// <summary>The end of a challenge.</summary>
/// <param name="Outcome">What became of the value.</param>
/// <param name="Value">What counts.</param>
/// <param name="Cost">Who pays for the new appraisals, by <c>appraisal.challenge-cost</c>.</param>
/// <param name="By">Who concluded it.</param>
/// <param name="At">When.</param>
public sealed record ChallengeEnd(ChallengeOutcome Outcome, Money Value, MethodResult Cost, Actor By, DateTimeOffset At);

/// <summary>A challenge (异议) of one version of the accepted value. The value stands until a conclusion replaces it.</summary>
public sealed record Challenge
{
    /// <summary>Id of the challenged value among those that stand to vote.</summary>
    public const string Standing = "standing";

    /// <summary>Id of what the appraisals decided.</summary>
    public const string Determined = "determined";

    /// <summary>From 1 within the appraisal.</summary>
    public int Number { get; init; }

    /// <summary>Number of the value that is challenged.</summary>
    public int Against { get; init; }

    /// <summary>That value.</summary>
    public required Money Value { get; init; }

    public ChallengeStep Step { get; init; }

    /// <summary>Time in which parties could object.</summary>
    public required ChallengeClock Window { get; init; }

    public IReadOnlyList<Objection> Objections { get; init; } = [];

    public required Reappraisal Second { get; init; }

    /// <summary>Null where the two were close enough.</summary>
    public Reappraisal? Third { get; init; }

    public Determination? Determination { get; init; }

    public Appeal? Appeal { get; init; }

    public IReadOnlyList<CastVote> Votes { get; init; } = [];

    public ChallengeEnd? End { get; init; }

    /// <summary>Persons who valued in it and are not drawn again.</summary>
    public IReadOnlyList<string> Replaced { get; init; } = [];

    internal bool IsOpen => Step is ChallengeStep.SecondAppraisal or ChallengeStep.ThirdAppraisal or ChallengeStep.Determined or ChallengeStep.Appealed;

    /// <summary>Whether new appraisals are still awaited: nobody who may value reads what others made of it.</summary>
    internal bool AwaitsAppraisals => Step is ChallengeStep.SecondAppraisal or ChallengeStep.ThirdAppraisal;

    /// <summary>Parties whose objections stand, each once.</summary>
    internal IReadOnlyList<string> Challengers =>
        [.. Objections.Where(one => !one.Withdrawn).Select(one => one.Party).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>How a case is named where a value says which one replaced it.</summary>
    internal string Name => $"challenge-{Number}";

    /// <summary>Whether it awaits, or has heard, this appraisal.</summary>
    internal bool Wants(Guid appraisal) => IsOpen && (Second.Appraisal == appraisal || Third?.Appraisal == appraisal);

    /// <summary>The values that stand to vote: the challenged one, the new appraisals, and what they decided.</summary>
    internal IReadOnlyDictionary<string, Money> Choices
    {
        get
        {
            var choices = new SortedDictionary<string, Money>(StringComparer.Ordinal);
            if (Determination is not { } determination) return choices;
            foreach (var heard in determination.Heard) choices[heard.Number switch { 1 => Standing, 2 => "second", _ => "third" }] = heard.Value;
            choices[Determined] = ChallengeRules.Figure(determination.Result);
            return choices;
        }
    }
}
