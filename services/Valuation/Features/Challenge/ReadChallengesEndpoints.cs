using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;
using Marten;

namespace Ledger.Valuation.Features;

/// <summary>A clock as it is read now.</summary>
/// <param name="LastDay">Last day, UTC.</param>
/// <param name="Until">Last moment.</param>
/// <param name="Open">Whether it runs.</param>
public sealed record ClockView(DateOnly LastDay, DateTimeOffset Until, bool Open)
{
    internal static ClockView? Of(ChallengeClock? clock, DateTimeOffset now) => clock is null ? null : new ClockView(clock.LastDay, clock.Until, !clock.IsOver(now));
}

/// <summary>A new appraisal; it stands at <c>/appraisals/{appraisal}</c> as a case of its own.</summary>
public sealed record ReappraisalView(int Number, Guid Appraisal, ClockView Due, int Attempt)
{
    internal static ReappraisalView? Of(Reappraisal? one, DateTimeOffset now) =>
        one is null ? null : new ReappraisalView(one.Number, one.Appraisal, ClockView.Of(one.Due, now)!, one.Attempt);
}

/// <summary>
/// A challenge. <c>choices</c> are the values that stand to vote, absent before the appraisals decided; <c>end.cost</c> says who pays
/// for the new appraisals.
/// </summary>
public sealed record ChallengeView(
    int Number, int Against, Money Value, ChallengeStep Step, IReadOnlyList<Objection> Objections, ReappraisalView Second, ReappraisalView? Third,
    Determination? Determination, ClockView? AppealClock, Appeal? Appeal, ClockView? VoteClock, IReadOnlyDictionary<string, Money>? Choices,
    IReadOnlyList<CastVote> Votes, ChallengeEnd? End)
{
    internal static ChallengeView Of(Challenge one, DateTimeOffset now) => new(
        one.Number, one.Against, one.Value, one.Step, one.Objections, ReappraisalView.Of(one.Second, now)!, ReappraisalView.Of(one.Third, now),
        one.Determination, ClockView.Of(one.Determination?.Appeal, now), one.Appeal, ClockView.Of(one.Appeal?.Vote, now),
        one.Determination is null ? null : one.Choices, one.Votes, one.End);
}

/// <summary>The challenges of an appraisal, and until when its value can be objected to.</summary>
/// <param name="Against">Number of the value that stands; absent where none does.</param>
/// <param name="Window">Absent where none stands, or none can be objected to any more because it was decided in a challenge.</param>
/// <param name="Challenges">In the order in which they were opened.</param>
public sealed record ChallengesView(int? Against, ClockView? Window, IReadOnlyList<ChallengeView> Challenges);

internal static class ReadChallengesEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/appraisals/{id:guid}/challenges", ReadAsync)
        .Produces<ChallengesView>()
        .WithSummary("Challenges of an accepted value, with the last day to object and every other clock");

    private static async Task<IResult> ReadAsync(Guid id, HttpContext http, TimeProvider clock, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var state = await session.Documents.LoadAsync<Appraisal>(id, ct) ?? throw RequestRefused.NotFound();
        if (await Blindness.RefusesAsync(http.User.Caller(), id, session.Documents, ct) is { } blind) return Problem.From(blind);
        var agreement = await InForce.ForAsync(state, session.Documents, ct);
        var now = clock.GetUtcNow();
        var final = state.Standing is { } standing && (standing.Cause == ReplacementCause.Challenge
            || state.Challenges.Any(one => one.Against == standing.Number && one.Step == ChallengeStep.Concluded));
        var window = state.Standing is { } value && !final && agreement?.Document is { } document
            ? ClockView.Of(ChallengeRules.Window(value, document), now)
            : null;
        return Results.Ok(new ChallengesView(state.Standing?.Number, window, [.. state.Challenges.Select(one => ChallengeView.Of(one, now))]));
    }
}
