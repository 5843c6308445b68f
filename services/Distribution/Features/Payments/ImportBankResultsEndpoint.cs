using System.Security.Cryptography;
using System.Text;
using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Distribution.Paying;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Marten;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Ledger.Distribution.Features;

internal static class ImportBankResultsEndpoint
{
    private static readonly string[] Types = ["application/xml", "text/xml", "text/csv"];

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/payments/results", Handle)
        .RequireAuthorization(Roles.FinanceOfficer)
        .WithMetadata(new RawBody(DistributionLimits.BankFileBytes))
        .Produces<BankResultsView>()
        .Produces<BankResultsView>(StatusCodes.Status201Created)
        .WithSummary("Import what a bank says of payments: pain.002, camt.053, camt.054 or CSV")
        .WithDescription("Entries of our payments with our amounts are booked in one transaction; everything else is kept to be looked at. The same "
            + "file is the same import, whoever sends it again. The file itself is not kept.")
        .AddOpenApiOperationTransformer(Describe);

    private static async Task<IResult> Handle(HttpContext http, Commands commands, Reads reads, CancellationToken ct)
    {
        var type = MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var given) ? given.MediaType.Value?.ToLowerInvariant() : null;
        if (type is null || !Types.Contains(type, StringComparer.Ordinal)) throw PaymentsRefused.MediaType();
        var context = CommandContext.Of(http, "");
        var bytes = await ReadAsync(http, ct);
        if (bytes.Length == 0) return Problem.From(BankFileProblems.Empty());
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        context = context with { RequestHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"POST payments/results {sha256}"))) };
        BankFile file;
        try
        {
            file = type == "text/csv" ? BankCsvReader.Read(bytes) : BankXmlReader.Read(bytes);
        }
        catch (BankFileException unreadable)
        {
            return Problem.From(unreadable.Rejection);
        }

        var id = Streams.BankResults(context.Tenant, sha256);
        var outcome = await commands.Handle(
            id, context, BankResults.None(id), async (state, documents) => BankResultsDecider.Decide(state, await CommandAsync(file, sha256, context, documents, ct)), ct);
        if (outcome is not Outcome.Done done) return outcome.ToHttp();
        await using var session = await reads.OpenAsync(ct);
        var imported = await session.Documents.LoadAsync<BankResults>(id, ct) ?? throw RequestRefused.NotFound();
        http.Response.Headers.ETag = ETags.Of(done.Version);
        var view = BankResultsView.Of(imported);
        return done.Status == StatusCodes.Status201Created ? Results.Created($"/api/v1/consortia/{context.Tenant}/payments/results/{id}", view) : Results.Ok(view);
    }

    private static async Task<ImportBankResults> CommandAsync(
        BankFile file, string sha256, CommandContext context, IQuerySession reads, CancellationToken ct)
    {
        var entries = file.Entries.Concat(await WholesAsync(file.Wholes, reads, ct)).ToList();
        var ids = entries.Select(entry => Guid.TryParseExact(entry.EndToEndId, "N", out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct().ToArray();
        var payments = await reads.LoadManyAsync<Payment>(ct, ids);
        var ended = await ReadPaymentsEndpoints.EndedAsync(reads, payments.Select(payment => payment.Id), ct);
        var closed = new Dictionary<string, DateOnly?>(StringComparer.Ordinal);
        var left = new Dictionary<string, Money>(StringComparer.Ordinal);
        foreach (var (agreement, currency) in payments.Select(payment => (payment.Released!.AgreementId, payment.Released.Amount.Currency)).Distinct())
        {
            var books = await reads.BooksAsync(agreement, [(Account.Bank, Account.Bank.Never!.Value)], currency, null, context.At, ct);
            (closed[agreement], left[agreement]) = (books.ClosedUpTo, books.Left[Account.Bank.Code]);
        }

        var known = payments.ToDictionary(payment => payment.Id, payment => new KnownPayment(
            payment.Id, payment.Released!, ended.GetValueOrDefault(Streams.FirstOutcome(payment.Id))?.Ended,
            ended.GetValueOrDefault(Streams.SecondOutcome(payment.Id))?.Ended, closed[payment.Released!.AgreementId]));
        // Ids of outcomes follow from the payment alone, so any batch's will do.
        return new ImportBankResults(
            sha256, file.Format, file.MessageId, entries, file.Ignored, known, Streams.Payments(Guid.Empty), context.By, context.At, left);
    }

    // What is said of a whole message holds for each of its payments.
    private static async Task<IEnumerable<BankEntry>> WholesAsync(IReadOnlyList<BankWhole> wholes, IQuerySession reads, CancellationToken ct)
    {
        var entries = new List<BankEntry>();
        foreach (var whole in wholes)
        {
            var batch = Guid.TryParseExact(whole.MessageId, "N", out var id) ? await reads.LoadAsync<PaymentBatch>(id, ct) : null;
            if (batch?.Prepared is not { } prepared)
                entries.Add(new BankEntry(whole.MessageId.Length > 35 ? whole.MessageId[..35] : whole.MessageId, whole.Status, null, null, null, whole.Reason));
            else
                entries.AddRange(prepared.Lines.Select(line => new BankEntry(Payment.EndToEndId(line.PaymentId), whole.Status, null, null, null, whole.Reason)));
        }

        return entries;
    }

    private static async Task<byte[]> ReadAsync(HttpContext http, CancellationToken ct)
    {
        const int Limit = DistributionLimits.BankFileBytes;
        if (http.Request.ContentLength > Limit) throw RequestRefused.TooLarge(Limit);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = Limit;
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, ct);
        return buffer.Length > Limit ? throw RequestRefused.TooLarge(Limit) : buffer.ToArray();
    }

    private static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "Idempotency-Key", In = ParameterLocation.Header, Required = true,
            Description = "Made by the client; a repetition with the same key has one effect.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = Types.ToDictionary(
                type => type, _ => new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } }, StringComparer.Ordinal),
        };
        return Task.CompletedTask;
    }
}
