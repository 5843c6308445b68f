using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Distribution.Paying;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Distribution.Features;

internal static class PaymentFileEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/payments/batches/{id:guid}/file", Fetch)
        .RequireAuthorization(Roles.FinanceOfficer)
        .Produces(StatusCodes.Status200OK, contentType: "application/xml")
        .WithSummary("The payment file of an approved batch: ISO 20022 pain.001.001.09 or CSV (format=pain.001, csv; headers=en, zh)")
        .WithDescription("The same batch is always the same file. It shows bank accounts in clear: every fetching is on record before the answer.");

    private static async Task<IResult> Fetch(
        Guid id, string? format, string? headers, HttpContext http, Reads reads, Commands commands, BankSecrets secrets, BankDetailsStore store,
        TimeProvider time, CancellationToken ct)
    {
        if (format is not (null or "pain.001" or "csv")) return Problem.From(Problems.UnknownValue("format", format, ["pain.001", "csv"]));
        if (headers is not (null or "en" or "zh")) return Problem.From(Problems.UnknownValue("headers", headers, ["en", "zh"]));
        if (!secrets.Ready) throw PaymentsRefused.NoKey();
        var caller = http.User.Caller();
        PaymentFile file;
        await using (var session = await reads.OpenAsync(ct))
        {
            var batch = await session.Documents.LoadAsync<PaymentBatch>(id, ct) ?? throw RequestRefused.NotFound();
            if (batch is not { Stage: BatchStage.Approved, Prepared: { } prepared, Approved: { } approved }) return Problem.From(new PaymentBatchNotApproved());
            var digests = prepared.Lines.Select(line => (line.AccountId, line.AccountDigest)).Append((prepared.PayerAccountId, prepared.PayerDigest))
                .DistinctBy(pair => pair.Item1).ToDictionary(pair => pair.Item1, pair => pair.Item2);
            file = new PaymentFile(id, prepared, approved.At, await store.OpenAsync(session.Connection, caller.Consortium, digests, ct));
        }

        var name = format == "csv" ? "csv" : "pain.001";
        var stream = Guid.CreateVersion7();
        await commands.Record(caller.Consortium, caller.Actor, new NewStream(
            typeof(FetchedPaymentFile), stream, [new PaymentFileFetched(id, name, caller.Actor, Timestamps.Truncate(time.GetUtcNow()))]), ct);
        return name == "csv"
            ? Results.File(CreditTransferCsv.Write(file, headers is null ? CallerLanguage.IsChinese(http.Request) : headers == "zh"), "text/csv; charset=utf-8", $"{file.Batch.Reference}.csv")
            : Results.File(CreditTransferXml.Write(file), "application/xml; charset=utf-8", $"{file.Batch.Reference}.xml");
    }
}
