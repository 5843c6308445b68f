using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Marten;

namespace Ledger.Distribution.Features;

/// <param name="Pool">Id of the pool.</param>
/// <param name="CutOff">As of when; left out: now, to the last day of the period.</param>
/// <param name="Change">What is supposed to be otherwise; left out: nothing, a dry run.</param>
public sealed record DryRunRequest(Guid Pool, CutOff? CutOff = null, Supposition? Change = null);

/// <summary>What is supposed to be otherwise than recorded. Nothing of it is written.</summary>
/// <param name="Amount">Of the pool.</param>
/// <param name="AgreementVersion">Another adopted version of the agreement.</param>
/// <param name="Accepted">Contributions with another accepted value; one of nothing is left out.</param>
/// <param name="Claims">Cost claims instead of those of the pool.</param>
/// <param name="Scores">Scores instead of those of the pool, by measure and party.</param>
public sealed record Supposition(
    Money? Amount = null, int? AgreementVersion = null, IReadOnlyDictionary<Guid, Money>? Accepted = null, IReadOnlyList<CostClaim>? Claims = null,
    IReadOnlyDictionary<ResidualMeasure, IReadOnlyDictionary<string, Rational>>? Scores = null);

/// <summary>What a run would come to.</summary>
/// <param name="Lines">Per party.</param>
/// <param name="Reserve">The reserve.</param>
/// <param name="Deductions">What is taken of shares after the waterfall.</param>
/// <param name="Tiers">In order.</param>
/// <param name="InputsHash">SHA-256 of the inputs.</param>
/// <param name="Result">Every line of the calculation.</param>
/// <param name="Difference">Beside the last run of the pool, or else the last settled one before it.</param>
public sealed record DryRunView(
    IReadOnlyList<RunLine> Lines, ReserveMovement Reserve, IReadOnlyList<Deduction> Deductions, IReadOnlyList<TierFigures> Tiers, string InputsHash,
    MethodResult Result, RunDifference Difference);

internal static class WhatIfEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/runs/dry-run", DryRun)
            .RequireAuthorization(Roles.FinanceOfficer)
            .Produces<DryRunView>()
            .WithSummary("What a run would come to, or what if something were otherwise; nothing is written");
        routes.MapGet("/runs/{id:guid}/difference", Difference)
            .Produces<RunDifference>()
            .WithSummary("A run beside the run before it of its pool, or else the last settled one of the agreement");
        routes.MapGet("/runs/{id:guid}/netting", Netting)
            .Produces<IReadOnlyList<NetPayment>>()
            .WithSummary("Loss payments between each two parties of a run, net");
        routes.MapGet("/runs/{id:guid}/values", Values)
            .Produces<Page<ValueInput>>()
            .WithSummary("Accepted values that a run counted, by party and reference; of one party (party=)");
    }

    private static async Task<IResult> DryRun(DryRunRequest body, Reads reads, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        if (Missing(body.Change) is { } missing) return Problem.From(missing);
        await using var session = await reads.OpenAsync(ct);
        var documents = session.Documents;
        var pool = await documents.LoadAsync<Pool>(body.Pool, ct);
        var standing = await documents.StandingAsync(pool, Guid.Empty, ct);
        var agreement = standing.Declared is { Declaration: var said }
            ? body.Change?.AgreementVersion is { } version
                ? (await documents.Query<AdoptedAgreement>().Where(adopted => adopted.AgreementId == said.AgreementId && adopted.AgreementVersion == version).ToListAsync(ct)).SingleOrDefault()
                : await documents.InForceAsync(said.AgreementId, said.Period.To, ct)
            : null;
        HashedInputs? hashed;
        try
        {
            hashed = await RunInputsReader.ReadAsync(documents, pool, agreement, body.CutOff, ct);
        }
        catch (OverflowException)
        {
            return Problem.From(new RunTooLarge());
        }

        if (hashed is not null && body.Change is { } change) hashed = new HashedInputs(Suppose(hashed.Inputs, change), ServiceDefaults.Store.PayloadHash.Of(Suppose(hashed.Inputs, change)));
        // A supposition may be made while another run stands, or an earlier pool is open.
        var decision = RunDecider.Decide(
            Run.None(Guid.Empty),
            new ComputeRun(0, standing with { Settled = false, OtherStands = false, OpenBefore = null }, agreement, hashed, http.User.Caller().Actor, clock.GetUtcNow()));
        if (decision.Rejection is { } rejection) return Problem.From(rejection);
        var computed = (RunComputed)decision.Facts[^1];
        var before = await BeforeAsync(documents, pool!, int.MaxValue, ct);
        return Results.Ok(new DryRunView(
            computed.Lines, computed.Movement, computed.Deductions ?? [], computed.Result.FiguresAs<WaterfallFigures>().Tiers, computed.InputsHash, computed.Result,
            RunDifference.Of(before, before is null ? [] : await RunValues.OfAsync(documents, before, ct), computed, hashed!.Inputs.Lists.Values)));
    }

    // The serializer checks members of records for null, not entries of lists and maps.
    private static InputRejection? Missing(Supposition? change)
    {
        if (change?.Accepted?.FirstOrDefault(entry => entry.Value is null) is { Key: var contribution } && change.Accepted.Any(entry => entry.Value is null))
            return Problems.WrongType($"change.accepted.{contribution}", "an amount of money", "金额");
        if (change?.Claims?.Any(claim => claim is null) is true) return Problems.WrongType("change.claims", "an object each", "对象");
        return change?.Scores?.Any(entry => entry.Value is null) is true ? Problems.WrongType("change.scores", "an object each", "对象") : null;
    }

    private static async Task<IResult> Difference(Guid id, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var documents = session.Documents;
        var run = await documents.LoadAsync<Run>(id, ct) ?? throw RequestRefused.NotFound();
        var pool = await documents.LoadAsync<Pool>(run.PoolId, ct) ?? throw RequestRefused.NotFound();
        var before = await BeforeAsync(documents, pool, run.Computed!.No, ct);
        return Results.Ok(RunDifference.Of(
            before, before is null ? [] : await RunValues.OfAsync(documents, before, ct), run.Computed, await RunValues.OfAsync(documents, run, ct)));
    }

    private static async Task<IResult> Netting(Guid id, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var run = await session.Documents.LoadAsync<Run>(id, ct) ?? throw RequestRefused.NotFound();
        return Results.Ok(NetPayment.Of(run.Lists.Charges.SelectMany(charge => charge.Payments), run.Computed!.Pool.Amount.Currency));
    }

    private static async Task<IResult> Values(Guid id, string? party, string? after, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var run = await session.Documents.LoadAsync<Run>(id, ct) ?? throw RequestRefused.NotFound();
        var values = (await RunValues.OfAsync(session.Documents, run, ct)).Where(value => party is null || value.Party == party).ToList();
        var from = after is null ? 0
            : int.TryParse(after, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var offset) ? offset
            : throw RequestRefused.Malformed("after", "the cursor is not one of ours");
        var page = values.Skip(from).Take(ServiceDefaults.Limits.PageSize).ToList();
        var next = from + page.Count;
        return Results.Ok(new Page<ValueInput>(page, next < values.Count ? next.ToString(System.Globalization.CultureInfo.InvariantCulture) : null));
    }

    private static async Task<Run?> BeforeAsync(IQuerySession reads, Pool pool, int no, CancellationToken ct)
    {
        var own = (await reads.StagesOfAsync(pool.Id, ct)).Where(run => run.No < no).MaxBy(run => run.No);
        if (own is not null) return await reads.LoadAsync<Run>(own.Id, ct);
        var last = (await reads.Query<PoolSettlement>().Where(settlement => settlement.AgreementId == pool.AgreementId).ToListAsync(ct))
            .Where(settlement => settlement.PoolId != pool.Id && settlement.PeriodTo <= pool.Period.To).MaxBy(settlement => settlement.PeriodTo);
        return last is null ? null : await reads.LoadAsync<Run>(last.RunId, ct);
    }

    private static RunInputs Suppose(RunInputs inputs, Supposition change)
    {
        var values = change.Accepted is { } otherwise
            ? inputs.Lists.Values.Select(value => otherwise.TryGetValue(value.ContributionId, out var accepted) ? value with { Accepted = accepted } : value)
                .Where(value => !value.Accepted.IsZero).ToList()
            : inputs.Lists.Values;
        var claims = change.Claims?.Select(claim => new ClaimInput(claim.Party, claim.Reference, claim.Amount, inputs.Pool.Source, claim.Class)).ToList() ?? inputs.Lists.Claims;
        var scores = change.Scores?.Select(entry => new ScoreInput(entry.Key, entry.Value, inputs.Pool.Source)).ToList() ?? inputs.Extras?.Scores;
        return inputs with
        {
            Pool = change.Amount is { } amount ? inputs.Pool with { Amount = amount } : inputs.Pool,
            Lists = inputs.Lists with { Values = values, Claims = claims },
            Extras = ((inputs.Extras ?? new RunExtras()) with { Scores = scores }).OrNull(),
        };
    }
}
