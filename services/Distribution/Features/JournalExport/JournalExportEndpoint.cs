using Ledger.Distribution.Domain;
using Ledger.Distribution.Exports;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Distribution.Features;

/// <summary>What an export shall be.</summary>
/// <param name="Format">hledger, ledger, beancount, saf-t, gbt-24589, csv or xlsx.</param>
/// <param name="Book">cash or in-kind; SAF-T and GB/T-style files hold one book, cash when it is left out.</param>
/// <param name="Agreement">Entries of one agreement.</param>
/// <param name="Currency">Entries in one currency; asked for where a file holds one only and there are several.</param>
/// <param name="From">First valid day; balances before it are carried forward.</param>
/// <param name="To">Last valid day.</param>
/// <param name="RecordedAt">As the journal was known at that time.</param>
/// <param name="Language">en or zh; else the caller's <c>Accept-Language</c>.</param>
internal sealed record JournalExportQuery(
    [FromQuery] string? Format = null, [FromQuery] string? Book = null, [FromQuery] string? Agreement = null, [FromQuery] string? Currency = null,
    [FromQuery] DateOnly? From = null, [FromQuery] DateOnly? To = null, [FromQuery] DateTimeOffset? RecordedAt = null, [FromQuery] string? Language = null)
{
    public static readonly string[] Formats = ["hledger", "ledger", "beancount", "saf-t", "gbt-24589", "csv", "xlsx"];

    /// <summary>Why it cannot be answered, or null.</summary>
    public Rejection? Broken() =>
        Format is null || !Formats.Contains(Format, StringComparer.Ordinal) ? Problems.UnknownValue("format", Format ?? "", Formats)
        : Book is not null && KebabCase.Find<Book>(Book) is null ? Problems.UnknownValue("book", Book, KebabCase.Names<Book>())
        : Currency is not null && !Rules.Currency.TryOf(Currency, out _) ? Problems.UnknownCurrency("currency", Currency)
        : From > To ? Problems.DatesNotOrdered("to", From.Value, To.Value)
        : Language is not (null or "en" or "zh") ? Problems.UnknownValue("language", Language, ["en", "zh"])
        : null;

    /// <summary>Whether the file holds one book and one currency.</summary>
    public bool Single => Format is "saf-t" or "gbt-24589";

    /// <summary>Why what was selected does not go into a file of the format, or null.</summary>
    public Rejection? Unfit(IReadOnlyList<Currency> currencies, long lines) =>
        Single && currencies.Count > 1 ? new ExportCurrencyMixed(string.Join(", ", currencies)) { Field = "currency" }
        : Format == "saf-t" && currencies.FirstOrDefault(currency => currency.MinorDigits > SaftFile.MinorDigits) is { } fine
            ? new ExportCurrencyPlaces(fine.Code) { Field = "currency" }
        : Format == "xlsx" && lines > DistributionLimits.SheetRows ? new ExportTooLarge(lines) { Field = "format" }
        : null;
}

/// <summary>A file that holds one currency would hold several.</summary>
public sealed record ExportCurrencyMixed(string Currencies) : Rejection("export.currency-mixed", RejectionKind.Invalid, new(
    $"The selection has entries in {Currencies}; a file of this format holds one currency: name it.",
    $"所选分录包含多种货币（{Currencies}），该格式的文件只能包含一种货币，请指定。"));

/// <summary>The format has no amounts with so many places.</summary>
public sealed record ExportCurrencyPlaces(string Currency) : Rejection("export.currency-places", RejectionKind.Invalid, new(
    $"SAF-T has amounts with two decimal places at most; {Currency} has more.", $"SAF-T 的金额最多两位小数，{Currency} 的小数位数更多。"));

/// <summary>A sheet cannot hold so many rows.</summary>
public sealed record ExportTooLarge(long Lines) : Rejection("export.too-many-rows", RejectionKind.Invalid, new(
    $"The selection has {Lines} lines; a sheet holds {DistributionLimits.SheetRows}. Narrow it, or take another format.",
    $"所选分录共 {Lines} 行，工作表最多 {DistributionLimits.SheetRows} 行，请缩小范围或改用其他格式。"));

internal static class JournalExportEndpoint
{
    private const int FileBuffer = 1 << 16;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/journal/export", Export)
        .RequireAuthorization().RequireAuthorization(policy => policy.RequireRole(Roles.FinanceOfficer, Roles.Approver, Roles.Regulator))
        .Produces(StatusCodes.Status200OK, contentType: "text/plain")
        .WithSummary("The journal for other tools: hledger, ledger, beancount, SAF-T (schema of Norway, 1.30), a GB/T 24589-style subset, CSV, XLSX")
        .WithDescription("format=hledger|ledger|beancount|saf-t|gbt-24589|csv|xlsx, by book, agreement, currency, valid days and recorded time. Balances of "
            + "the tools are the journal's: with from, what was before is carried forward.");

    private static async Task<IResult> Export([AsParameters] JournalExportQuery query, HttpContext http, Reads reads, TimeProvider time, CancellationToken ct)
    {
        if (query.Broken() is { } broken) return Problem.From(broken);
        var tenant = http.User.Caller().Consortium;
        var known = query.RecordedAt ?? Timestamps.Truncate(time.GetUtcNow());
        var selection = new JournalSelection(
            query.Book ?? (query.Single ? KebabCase.Name(Book.Cash) : null), query.Agreement, query.Currency, query.From, query.To, known);
        await using var session = await reads.OpenAsync(ct);
        // Balances, counts and entries are of one moment.
        await using var moment = await session.Connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var accounts = await selection.AccountsAsync(session.Connection, tenant, ct);
        var (entries, lines, first, last) = await selection.CountAsync(session.Connection, tenant, ct);
        var today = DateOnly.FromDateTime(known.UtcDateTime);
        var chinese = query.Language is null ? CallerLanguage.IsChinese(http.Request) : query.Language == "zh";
        var head = new ExportHead(tenant, query.From ?? first ?? today, query.To ?? last ?? today, known, accounts, entries, chinese);
        if (query.Unfit(head.Currencies, lines) is { } unfit) return Problem.From(unfit);

        // Into a file first: whatever fails is then told as what it is, and no database connection waits for a slow reader.
        var output = Temporary();
        try
        {
            using (var file = Writer(query.Format!, output))
            {
                file.Begin(head);
                if (file.OpensByEntry) foreach (var opening in selection.Opening(accounts)) file.Add(opening);
                await foreach (var entry in selection.EntriesAsync(session.Connection, tenant, ct)) file.Add(entry);
                file.End();
            }

            output.Position = 0;
            var (type, extension) = Media(query.Format!);
            return Results.Stream(output, type, $"journal.{extension}");
        }
        catch
        {
            await output.DisposeAsync();
            throw;
        }
    }

    /// <summary>A file that is gone when it is closed.</summary>
    internal static FileStream Temporary() => new(
        Path.Combine(Path.GetTempPath(), $"ledger-export-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileBuffer,
        FileOptions.DeleteOnClose | FileOptions.Asynchronous);

    private static JournalFile Writer(string format, Stream output) => format switch
    {
        "hledger" => new PlainTextJournal(output, hledger: true),
        "ledger" => new PlainTextJournal(output, hledger: false),
        "beancount" => new BeancountJournal(output),
        "saf-t" => new SaftFile(output),
        "gbt-24589" => new AccountingSoftwareXml(output),
        "csv" => new JournalCsv(output),
        _ => new JournalWorkbook(output),
    };

    private static (string Type, string Extension) Media(string format) => format switch
    {
        "hledger" or "ledger" => ("text/plain; charset=utf-8", format),
        "beancount" => ("text/plain; charset=utf-8", "beancount"),
        "csv" => ("text/csv; charset=utf-8", "csv"),
        "xlsx" => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
        _ => ("application/xml; charset=utf-8", "xml"),
    };
}
