using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Marten;

namespace Ledger.Distribution.Features;

/// <param name="AgreementId">Agreement.</param>
/// <param name="From">They rule for pools that end on this day or later.</param>
/// <param name="Withholding">What is withheld of whom.</param>
/// <param name="MinimumPayout">Below it nothing is paid but carried to a later settlement; left out: everything is paid.</param>
/// <param name="Carries">Parties whose costs others paid, and how those get them back.</param>
/// <param name="Overdrafts">Accounts that may go beyond their bound.</param>
public sealed record ProposeTermsRequest(
    string AgreementId, DateOnly From, IReadOnlyList<WithholdingTerm>? Withholding = null, Money? MinimumPayout = null, IReadOnlyList<CarryTerm>? Carries = null,
    IReadOnlyList<OverdraftTerm>? Overdrafts = null);

/// <summary>Terms of settlement: withholding, least payout, carried interests, overdrafts.</summary>
internal static class AgreeTermsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/settlement-terms", Propose)
            .RequireAuthorization(Roles.FinanceOfficer)
            .Produces<Outcome.Receipt>(StatusCodes.Status201Created)
            .WithSummary("Propose terms of settlement of an agreement");
        routes.MapPost("/settlement-terms/{id:guid}/{no:int}/consent", Consent)
            .RequireSpokesperson()
            .Produces<Outcome.Receipt>()
            .WithSummary("Agree, for the own organisation, to be carried on these terms");
        routes.MapPost("/settlement-terms/{id:guid}/{no:int}/approval", Approve)
            .RequireAuthorization(Roles.Approver)
            .Produces<Outcome.Receipt>()
            .WithSummary("Approve terms as a second person; they rule from their day on");
        routes.MapGet("/settlement-terms", Read)
            .Produces<SettlementTerms>()
            .WithSummary("Terms of settlement of an agreement (agreement=), all versions");
    }

    private static async Task<IResult> Propose(ProposeTermsRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        if ((Missing("withholding", body.Withholding) ?? Missing("carries", body.Carries) ?? Missing("overdrafts", body.Overdrafts)) is { } missing) return Problem.From(missing);
        var stream = Streams.Terms(context.Tenant, body.AgreementId);
        var draft = new SettlementTermsDraft(body.From, body.Withholding ?? [], body.MinimumPayout, body.Carries ?? [], body.Overdrafts ?? []);
        var outcome = await commands.Handle(
            stream, context, SettlementTerms.None(stream),
            async (state, reads) => SettlementTermsDecider.Decide(state, new ProposeTerms(
                body.AgreementId, draft, (await reads.InForceAsync(body.AgreementId, body.From, ct))?.Document, context.By, context.At)), ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> Consent(Guid id, int no, CommandContext context, Commands commands, CancellationToken ct) =>
        (await commands.Handle(id, context, SettlementTerms.None(id), state => SettlementTermsDecider.Decide(state, new ConsentToTerms(no, context.By, context.At)), ct)).ToHttp();

    private static async Task<IResult> Approve(Guid id, int no, CommandContext context, Commands commands, CancellationToken ct) =>
        (await commands.Handle(id, context, SettlementTerms.None(id), state => SettlementTermsDecider.Decide(state, new ApproveTerms(no, context.By, context.At)), ct)).ToHttp();

    private static async Task<IResult> Read(string agreement, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var found = await session.Documents.LoadAsync<SettlementTerms>(Streams.Terms(session.Documents.TenantId, agreement), ct) ?? throw RequestRefused.NotFound();
        return Results.Ok(found);
    }

    // The serializer checks members of records for null, not entries of lists.
    private static InputRejection? Missing<T>(string field, IReadOnlyList<T>? list)
        where T : class
    {
        for (var i = 0; i < (list?.Count ?? 0); i++)
        {
            if (list![i] is null) return Problems.WrongType($"{field}[{i}]", "an object", "对象");
        }

        return null;
    }
}
