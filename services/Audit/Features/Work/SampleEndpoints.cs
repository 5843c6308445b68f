using System.Text.Json;
using Ledger.Audit.Desk;
using Ledger.Audit.Domain;
using Ledger.Audit.Work;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Desk;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Audit.Features;

/// <param name="From">Smallest amount of the stratum.</param>
/// <param name="Size">How many of it are drawn.</param>
public sealed record StratumRequest(string From, int Size);

/// <param name="Reference">The auditor's own id of the sample.</param>
/// <param name="Case">Case it belongs to.</param>
/// <param name="Kind">Event type of the population.</param>
/// <param name="Path">Where the amounts stand in it.</param>
/// <param name="Currency">Of the amounts.</param>
/// <param name="To">Last day of recording; before today.</param>
/// <param name="Plan"><c>monetary-unit</c>, <c>random</c> or <c>stratified</c>.</param>
/// <param name="Seed">1 to 16 lower-case hex digits.</param>
/// <param name="From">First day of recording.</param>
/// <param name="Size">How many are drawn.</param>
/// <param name="Strata">Of a stratified sample.</param>
public sealed record DrawSampleRequest(
    string Reference, string Case, string Kind, string Path, string Currency, DateOnly To, string Plan, string Seed, DateOnly? From = null,
    int? Size = null, IReadOnlyList<StratumRequest>? Strata = null);

/// <summary>A sample in a list: all of it but what was drawn, which stands at its own address.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Reference">The auditor's own id of the sample.</param>
/// <param name="Case">Case it belongs to.</param>
/// <param name="Population">What it was drawn from.</param>
/// <param name="Totals">Control totals of that.</param>
/// <param name="Plan">Plan, seed, size and strata.</param>
/// <param name="By">Who drew.</param>
/// <param name="At">When.</param>
public sealed record SampleSummary(Guid Id, string Reference, string Case, PopulationOf Population, ControlTotals Totals, JsonElement Plan, Actor By, DateTimeOffset At);

internal static class SampleEndpoints
{
    private const string Rule = "audit.sample";

    public static void Map(IEndpointRouteBuilder routes)
    {
        GrantEndpoints.Of(routes.MapPost("/audit/samples", DrawAsync), Roles.Regulator, Roles.Administrator).Produces<Outcome.Receipt>()
            .WithSummary("Draw a sample by a seed from a population of days that have ended; recorded so that anybody can draw it again");
        routes.MapGet("/audit/samples", ListAsync).Produces<Page<SampleSummary>>()
            .WithSummary("Drawn samples in the order of their ids, those of one case when it is named; to a regulator under a grant those of the grant's case");
        routes.MapGet("/audit/samples/{id:guid}", async (Guid id, Readings readings, DeskStore store, HttpContext http, CancellationToken ct) =>
                await readings.AnswerAsync(http, "sample", [("id", id)], async reader =>
                {
                    reader.Whole();
                    return new Reply(await SampleAsync(store, reader, id, ct), 1);
                }, ct))
            .Produces<SampleDrawn>().WithSummary("A drawn sample");
        routes.MapGet("/audit/samples/{id:guid}/inputs", InputsAsync).Produces<JsonElement>()
            .WithSummary("The inputs of the method, read from the log again: ./ledger rules eval audit.sample FILE draws the same sample");
    }

    private static async Task<IResult> DrawAsync(
        DrawSampleRequest body, HttpContext http, CommandContext context, Commands commands, DeskStates desk, LogConnections connections, CancellationToken ct)
    {
        var caller = http.User.Caller();
        if (caller.Roles.Contains(Roles.Regulator)) await desk.WholeAsync(caller, body.Case, context.At, ct);
        var of = new PopulationParameters(body.Kind, body.Path, body.Currency, null, null, null).Read() with { From = body.From, To = body.To };
        if (body.From > body.To) throw RequestRefused.Malformed("to", "the last day is before the first");
        var plan = new { plan = body.Plan, seed = body.Seed, size = body.Size, strata = body.Strata };
        Population population;
        await using (var connection = await connections.OpenAsync(caller.Consortium, caller.Roles.Contains(Roles.Regulator), ct))
            population = await PopulationReader.ReadAsync(connection, caller.Consortium, of, ct);
        if (population.Items.Count == 0) throw PopulationEndpoints.Empty();
        var evaluation = PopulationEndpoints.Evaluate(Rule, Inputs(population, JsonSerializer.SerializeToElement(plan, FactJson.Facts)));
        if (evaluation.Result is not { } result) throw PopulationEndpoints.Refused(evaluation.Rejection!);

        var drawn = new SampleDrawn(
            body.Reference, body.Case, population.Of, population.Totals, result.RuleId, result.RuleVersion, result.InputsHash,
            JsonSerializer.SerializeToElement(plan, FactJson.Facts), result.Value, context.By, context.At);
        var stream = StreamId.For(context.Tenant, "audit-sample", body.Reference);
        return (await commands.Handle(stream, context, Sample.None(stream), state => SampleDecider.Decide(state, drawn), ct)).ToHttp();
    }

    private static Task<IResult> ListAsync(string? after, Readings readings, Reads reads, HttpContext http, CancellationToken ct)
    {
        var named = NamedCase.Of(http.Request);
        return readings.AnswerAsync(http, "samples", [("after", after)], async reader =>
        {
            reader.Whole();
            var page = await reads.PageOfAsync<Sample, SampleSummary>(
                after, samples => named is null ? samples : samples.Where(sample => sample.Drawn!.Case == named), sample => Summary(sample.Id, sample.Drawn!), ct);
            return new Reply(page, page.Items.Count);
        }, ct);
    }

    private static SampleSummary Summary(Guid id, SampleDrawn drawn) =>
        new(id, drawn.Reference, drawn.Case, drawn.Population, drawn.Totals, drawn.Plan, drawn.By, drawn.At);

    private static Task<IResult> InputsAsync(Guid id, Readings readings, DeskStore store, HttpContext http, CancellationToken ct) =>
        readings.AnswerAsync(http, "sample-inputs", [("id", id)], async reader =>
        {
            reader.Whole();
            var drawn = await SampleAsync(store, reader, id, ct);
            var population = await PopulationReader.ReadAsync(reader.Connection, reader.Caller.Consortium, drawn.Population, ct);
            // Only a changed log gives other items, and then the tree says so too.
            if (population.Totals.Hash != drawn.Totals.Hash) throw Changed();
            return new Reply(Inputs(population, drawn.Plan), population.Items.Count, FileName: "sample.json");
        }, ct);

    private static async Task<SampleDrawn> SampleAsync(DeskStore store, ReadScope reader, Guid id, CancellationToken ct) =>
        (await store.OneAsync<Sample>(reader.Caller.Consortium, id, ct))?.Drawn is { } drawn && reader.Reaches(drawn.Case) ? drawn : throw RequestRefused.NotFound();

    private static Dictionary<string, object> Inputs(Population population, JsonElement plan)
    {
        var inputs = new Dictionary<string, object>(StringComparer.Ordinal) { ["currency"] = population.Of.Currency, ["items"] = PopulationReader.Inputs(population.Items) };
        foreach (var member in plan.EnumerateObject()) inputs.Add(member.Name, member.Value);
        return inputs;
    }

    private static RequestRefusedException Changed() => new(new Problem(409, "sample.population-changed", new Text(
        "The log gives other items than when the sample was drawn. Run fsck.", "日志给出的总体与抽样时不同，请运行 fsck。")));
}
