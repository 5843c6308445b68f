using System.Globalization;
using Ledger.Contributions.Integration;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Contributions.Features;

internal static class ExportErrorsEndpoint
{
    private const int Batch = 1_000;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/imports/{id:guid}/errors/export", Handle)
        .Produces(StatusCodes.Status200OK, contentType: "text/csv")
        .WithSummary("The line errors of an import as CSV, to mend the file by");

    private static async Task<IResult> Handle(Guid id, string? headers, HttpContext http, Reads reads, CancellationToken ct)
    {
        await using (var session = await reads.OpenAsync(ct))
        {
            if (await ReadImportEndpoints.ViewAsync(id, session, http.User.Caller().Actor.Organisation, ct) is null) throw RequestRefused.NotFound();
        }

        return await CsvFile.AnswerAsync("import-errors.csv", headers, http, reads, Lines, ct);

        async IAsyncEnumerable<string> Lines(TenantSession session, bool chinese)
        {
            yield return chinese
                ? CsvText.Line("行", "列", "值", "代码", "字段", "说明")
                : CsvText.Line("line", "column", "value", "code", "field", "message");
            for (var seen = 0; ; seen += Batch)
            {
                var found = await ImportTables.ErrorsAsync(session.Connection, session.Documents.TenantId, id, seen, Batch, ct);
                foreach (var error in found)
                {
                    yield return CsvText.Line(error.Line.ToString(CultureInfo.InvariantCulture), error.Column, error.Value, error.Code, error.Field,
                        chinese ? error.Message.Zh : error.Message.En);
                }

                if (found.Count < Batch) yield break;
            }
        }
    }
}
