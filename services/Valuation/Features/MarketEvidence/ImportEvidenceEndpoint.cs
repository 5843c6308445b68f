using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;
using Marten;

namespace Ledger.Valuation.Features;

internal static class ImportEvidenceEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/market-evidence/import", Handle)
        .ByKeepers()
        .Accepts<string>("text/csv")
        .Produces<Outcome.Receipt>(StatusCodes.Status201Created)
        .Produces<ImportReport>()
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .WithSummary("Import evidence as CSV, all rows or none; with dryRun=true only report")
        .WithDescription("The columns are the fields of a single item (reference, kind, title.en, price.amount, details.invoice.number …) or their Chinese names.");

    private static async Task<IResult> Handle(
        HttpContext http, bool? dryRun, CommandContext context, Commands commands, Reads reads, CancellationToken ct)
    {
        var body = await ImportAnswers.BodyAsync(http, ct);
        var command = Read(body, http.Keeper(), context);
        if (dryRun ?? false)
        {
            await using var session = await reads.OpenAsync(ct);
            var seen = await StandingAsync(command, session.Documents, ct);
            return Results.Ok(new ImportReport(command.Sha256, command.Rows.Count + command.Unreadable.Count, EvidenceImportDecider.Errors(seen)));
        }

        IReadOnlyList<LineError> errors = [];
        var stream = RegisterStreams.Import(context.Tenant, command.Sha256);
        var outcome = await commands.Handle(
            stream, context, EvidenceImport.None(stream),
            async (state, session) =>
            {
                var seen = await StandingAsync(command, session, ct);
                errors = EvidenceImportDecider.Errors(seen);
                return EvidenceImportDecider.Decide(state, seen);
            },
            ct);
        return outcome is Outcome.Refused { Rejection: ImportRefused } ? ImportAnswers.Refused(errors, http) : outcome.ToHttp();
    }

    private static ImportMarketEvidence Read(byte[] body, RegisterKeeper keeper, CommandContext context)
    {
        var file = CsvFile.Read(body, EvidenceColumns.All);
        var rows = new List<ImportedRow>();
        var errors = new List<LineError>(file.Errors);
        foreach (var row in file.Rows)
        {
            if (CsvJson.Read<RegisterEvidenceRequest>(file, row, out var error) is not { } request) errors.Add(error!);
            else if (request.Read(out var refused) is not { } said) errors.Add(LineError.Of(row.Line, refused!));
            else rows.Add(new ImportedRow(row.Line, RegisterStreams.Evidence(context.Tenant, said.Reference), said));
        }

        return new ImportMarketEvidence(ImportAnswers.HashOf(body), rows, errors, new HashSet<Guid>(), keeper, context.At);
    }

    private static async Task<ImportMarketEvidence> StandingAsync(ImportMarketEvidence command, IQuerySession reads, CancellationToken ct)
    {
        var ids = command.Rows.Select(row => row.Id).ToArray();
        var standing = await reads.Query<MarketEvidence>().Where(item => item.Id.IsOneOf(ids)).Select(item => item.Id).ToListAsync(ct);
        return command with { Standing = standing.ToHashSet() };
    }
}
