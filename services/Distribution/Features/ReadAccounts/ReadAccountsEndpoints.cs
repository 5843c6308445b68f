using System.Globalization;
using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Distribution.Features;

/// <summary>A line of an account, with the balance after it.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="No">Line of the entry, from 1.</param>
/// <param name="On">Valid date.</param>
/// <param name="At">Recorded time.</param>
/// <param name="Kind">What the entry books.</param>
/// <param name="Reference">Contribution, pool, event or entry by its own reference.</param>
/// <param name="Side">Debit or credit.</param>
/// <param name="Amount">The amount.</param>
/// <param name="Balance">Debit less credit of the account up to and with this line, in the order of recording.</param>
/// <param name="PoolId">The pool concerned, or null.</param>
/// <param name="RunId">The run concerned, or null.</param>
public sealed record AccountLine(
    Guid EntryId, int No, DateOnly On, DateTimeOffset At, string Kind, string Reference, string Side, Money Amount, Money Balance, Guid? PoolId, Guid? RunId);

internal static class ReadAccountsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/accounts", async (string? agreement, string? book, string? party, DateOnly? on, DateTimeOffset? recordedAt, Reads reads, CancellationToken ct) =>
            {
                await using var session = await reads.OpenAsync(ct);
                return Results.Ok(await session.Documents.BalancesAsync(new BalanceQuery(agreement, book, party, null, on, recordedAt), ct));
            })
            .Produces<IReadOnlyList<AccountBalance>>()
            .WithSummary("Accounts with their balances, as of a valid day (on=) and a recorded time (recordedAt=)");
        routes.MapGet("/accounts/{code}/lines", Lines)
            .Produces<Page<AccountLine>>()
            .WithSummary("Lines of one account of an agreement (agreement=) in the order of recording, with the balance after each");
        routes.MapGet("/payables", async (string? agreement, string? party, Reads reads, CancellationToken ct) =>
            {
                await using var session = await reads.OpenAsync(ct);
                return Results.Ok(await session.Documents.PayablesAsync(agreement, party, ct));
            })
            .Produces<IReadOnlyList<Payable>>()
            .WithSummary("What is to be paid to parties, by settlement");
    }

    private static async Task<IResult> Lines(string code, string agreement, string? after, Reads reads, CancellationToken ct)
    {
        var cursor = AccountCursor.Read(after);
        await using var session = await reads.OpenAsync(ct);
        var documents = session.Documents;
        // The balance before the page comes with the cursor, so that a page costs no more far inside an account.
        var rows = await documents.RowsAsync<LineRow>(
            """
            select entry_id as "entryId", no, effective_on as "on", recorded_at as "at", kind, reference, side, minor::text as minor, currency,
                pool_id as "poolId", run_id as "runId"
            from journal_line where tenant_id = ? and agreement = ? and account = ? and (recorded_at, entry_id, no) > (?, ?, ?)
            order by recorded_at, entry_id, no limit ?
            """, ct, documents.TenantId, agreement, code, cursor.At, cursor.Entry, cursor.No, Limits.PageSize + 1);
        var (found, balance) = (new List<AccountLine>(), cursor.Balance);
        foreach (var row in rows)
        {
            var line = row.After(balance);
            balance = line.Balance.Minor;
            found.Add(line);
        }

        var page = Page.Of(found, Limits.PageSize, AccountCursor.Of);
        return Results.Ok(page);
    }

    private sealed record LineRow(
        Guid EntryId, int No, DateOnly On, DateTimeOffset At, string Kind, string Reference, string Side, string Minor, string Currency, Guid? PoolId, Guid? RunId)
    {
        public AccountLine After(long before)
        {
            var amount = JournalReader.Minor(Minor, Currency);
            var balance = Side == "debit" ? checked(before + amount.Minor) : checked(before - amount.Minor);
            return new AccountLine(EntryId, No, On, At, Kind, Reference, Side, amount, new Money(balance, amount.Currency), PoolId, RunId);
        }
    }
}

/// <summary>Where a page of an account ended, with the balance there.</summary>
internal sealed record AccountCursor(DateTimeOffset At, Guid Entry, int No, long Balance)
{
    public static string Of(AccountLine line) =>
        string.Create(CultureInfo.InvariantCulture, $"{Timestamps.Text(line.At)}_{line.EntryId}_{line.No}_{line.Balance.Minor}");

    /// <exception cref="RequestRefusedException">The cursor is not one of ours.</exception>
    public static AccountCursor Read(string? text)
    {
        if (text is null) return new AccountCursor(DateTimeOffset.UnixEpoch, Guid.Empty, 0, 0);
        var parts = text.Split('_');
        return parts.Length == 4 && DateTimeOffset.TryParse(parts[0], CultureInfo.InvariantCulture, out var at) && Timestamps.Text(at) == parts[0]
            && Guid.TryParseExact(parts[1], "D", out var entry) && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var no)
            && long.TryParse(parts[3], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var balance)
            ? new AccountCursor(at.ToUniversalTime(), entry, no, balance)
            : throw RequestRefused.Malformed("after", "the cursor is not one of ours");
    }
}
