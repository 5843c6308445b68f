using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Marten;
using Npgsql;

namespace Ledger.Distribution.Features;

/// <summary>Which balances are meant; what is null does not narrow.</summary>
/// <param name="Agreement">Agreement.</param>
/// <param name="Book">The book.</param>
/// <param name="Party">Accounts of this party.</param>
/// <param name="Account">One account by its code.</param>
/// <param name="On">Valid day: entries up to it.</param>
/// <param name="RecordedAt">Recorded time: entries known by then.</param>
internal sealed record BalanceQuery(
    string? Agreement = null, string? Book = null, string? Party = null, string? Account = null, DateOnly? On = null, DateTimeOffset? RecordedAt = null);

/// <summary>Reads the journal's columns (<c>journal.sql</c>), inside the unit of work of a decision or for an answer.</summary>
internal static class JournalReader
{
    /// <summary>Balances by agreement and account; as of any valid day and recorded time.</summary>
    /// <exception cref="OverflowException">A turnover is beyond 64 bits.</exception>
    public static async Task<IReadOnlyList<AccountBalance>> BalancesAsync(this IQuerySession reads, BalanceQuery of, CancellationToken ct)
    {
        const string Columns = """agreement, account, book, holder, party, pool, purpose, currency""";
        var (where, values) = Conditions(reads, of);
        // Running balances answer what is now; lines answer what was.
        var sql = of.On is null && of.RecordedAt is null
            ? $"select {Columns}, debit::text as debit, credit::text as credit from journal_account where (debit <> 0 or credit <> 0) and {where}"
            : $"select {Columns}, coalesce(sum(minor) filter (where side = 'debit'), 0)::text as debit, coalesce(sum(minor) filter (where side = 'credit'), 0)::text as credit from journal_line where {where} group by {Columns}";
        var rows = await reads.RowsAsync<BalanceRow>($"{sql} order by agreement, account collate \"C\", currency", ct, [.. values]);
        return [.. rows.Select(row => row.Balance())];
    }

    /// <summary>Debit less credit of one account, or null when nothing was ever booked on it.</summary>
    /// <exception cref="OverflowException">The balance is beyond 64 bits.</exception>
    public static async Task<Money?> BalanceAsync(this IQuerySession reads, string agreement, Account account, CancellationToken ct)
    {
        var rows = await reads.RowsAsync<AmountRow>(
            "select currency, (debit - credit)::text as minor from journal_account where tenant_id = ? and agreement = ? and account = ? and (debit <> 0 or credit <> 0)",
            ct, reads.TenantId, agreement, account.Code);
        return rows.Count == 0 ? null : rows[0].Amount();
    }

    /// <summary>Debit less credit of every party's account of one name, by party.</summary>
    /// <exception cref="OverflowException">A balance is beyond 64 bits.</exception>
    public static async Task<IReadOnlyDictionary<string, Money>> OfPartiesAsync(this IQuerySession reads, string agreement, string purpose, CancellationToken ct)
    {
        var rows = await reads.RowsAsync<AmountRow>(
            "select party, currency, (debit - credit)::text as minor from journal_account where tenant_id = ? and agreement = ? and book = 'cash' and purpose = ? and party is not null and debit <> credit",
            ct, reads.TenantId, agreement, purpose);
        return rows.ToDictionary(row => row.Party!, row => row.Amount(), StringComparer.Ordinal);
    }

    /// <summary>
    /// Up to which day the books are closed, and what the accounts that lines take towards their bound can still give up: what waits to be
    /// posted is taken off, what was allowed added. One question, since every entry asks it.
    /// </summary>
    /// <param name="reads">Unit of work.</param>
    /// <param name="agreement">Agreement.</param>
    /// <param name="moves">Accounts and the sides on which they are moved; those that cannot pass a bound are left out.</param>
    /// <param name="currency">Currency of the books.</param>
    /// <param name="but">An entry whose own hold does not count, or null.</param>
    /// <param name="at">Now: what is out of time holds nothing.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="OverflowException">A balance is beyond 64 bits.</exception>
    public static async Task<(DateOnly? ClosedUpTo, IReadOnlyDictionary<string, Money> Left)> BooksAsync(
        this IQuerySession reads, string agreement, IEnumerable<(Account Account, Side Side)> moves, Currency currency, Guid? but, DateTimeOffset at, CancellationToken ct)
    {
        var bound = moves.Where(move => move.Account.Never == move.Side).Select(move => move.Account).Distinct().ToList();
        await using var command = new NpgsqlCommand(
            """
            select c.up_to, a.account, (coalesce((select case a.never when 'debit' then credit - debit else debit - credit end from journal_account
                    where tenant_id = $1 and agreement = $2 and account = a.account and currency = $3), 0)
                + coalesce((select minor from journal_overdraft where tenant_id = $1 and agreement = $2 and account = a.account), 0)
                - coalesce((select sum(minor) from journal_pending where tenant_id = $1 and agreement = $2 and account = a.account and currency = $3
                    and side = a.never and expires_at > $4 and entry_id <> $5), 0))::text
            from (select (select up_to from journal_close where tenant_id = $1 and agreement = $2 and up_to > '-infinity') as up_to) c
            left join unnest($6::text[], $7::text[]) a(account, never) on true
            """)
        {
            Parameters =
            {
                new() { Value = reads.TenantId }, new() { Value = agreement }, new() { Value = currency.Code }, new() { Value = at.ToUniversalTime() }, new() { Value = but ?? Guid.Empty },
                new() { Value = bound.Select(account => account.Code).ToArray() }, new() { Value = bound.Select(account => KebabCase.Name(account.Never!.Value)).ToArray() },
            },
        };
        var left = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        DateOnly? closed = null;
        await using var rows = await reads.ExecuteReaderAsync(command, ct);
        while (await rows.ReadAsync(ct))
        {
            if (!await rows.IsDBNullAsync(0, ct)) closed = await rows.GetFieldValueAsync<DateOnly>(0, ct);
            if (!await rows.IsDBNullAsync(1, ct)) left[rows.GetString(1)] = Minor(rows.GetString(2), currency.Code);
        }

        return (closed, left);
    }

    /// <summary>Last closed day of an agreement's books, or null.</summary>
    public static async Task<DateOnly?> ClosedUpToAsync(this IQuerySession reads, string agreement, CancellationToken ct)
    {
        var rows = await reads.RowsAsync<DayRow>(
            "select up_to as day from journal_close where tenant_id = ? and agreement = ? and up_to > '-infinity'", ct, reads.TenantId, agreement);
        return rows.Count == 0 ? null : rows[0].Day;
    }

    /// <summary>The first open day on or after a day.</summary>
    public static DateOnly OpenDay(DateOnly day, DateOnly? closed) => closed is { } upTo && day <= upTo ? upTo.AddDays(1) : day;

    /// <summary>What is to be paid to parties, by settlement: what it made payable, less what was paid or taken of it since.</summary>
    /// <param name="reads">Unit of work.</param>
    /// <param name="agreement">Agreement, or null for all.</param>
    /// <param name="party">Party, or null for all.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="OverflowException">A balance is beyond 64 bits.</exception>
    public static async Task<IReadOnlyList<Payable>> PayablesAsync(this IQuerySession reads, string? agreement, string? party, CancellationToken ct)
    {
        var (where, values) = Conditions(reads, new BalanceQuery(agreement, "cash", party));
        var rows = await reads.RowsAsync<PayableRow>(
            $"""
            select agreement, party, run_id as "runId", pool_id as "poolId", currency, min(effective_on) as day,
                sum(case side when 'credit' then minor else -minor end)::text as minor
            from journal_line where {where} and party is not null and purpose = 'payable'
            group by agreement, party, run_id, pool_id, currency having sum(case side when 'credit' then minor else -minor end) <> 0
            order by agreement, party, day, "runId"
            """, ct, [.. values]);
        return [.. rows.Select(row => new Payable(row.Agreement, row.Party, row.RunId, row.PoolId, row.Day, Minor(row.Minor, row.Currency)))];
    }

    /// <summary>Rows of a query of the unit of work; a column stands in the member of its name.</summary>
    internal static async Task<IReadOnlyList<TRow>> RowsAsync<TRow>(this IQuerySession reads, string sql, CancellationToken ct, params object[] values)
    {
        var rows = await reads.AdvancedSql.QueryAsync<string>($"select to_json(row_found)::text from ({sql}) row_found", ct, values);
        return [.. rows.Select(row => JsonSerializer.Deserialize<TRow>(row, FactJson.Facts)!)];
    }

    /// <exception cref="OverflowException">Beyond 64 bits.</exception>
    internal static Money Minor(string minor, string currency)
    {
        var exact = BigInteger.Parse(minor, CultureInfo.InvariantCulture);
        return new Money(checked((long)exact), Currency.Of(currency));
    }

    private static (string Where, List<object> Values) Conditions(IQuerySession reads, BalanceQuery of)
    {
        var (parts, values) = (new List<string> { "tenant_id = ?" }, new List<object> { reads.TenantId });
        Add("agreement = ?", of.Agreement);
        Add("book = ?", of.Book);
        Add("party = ?", of.Party);
        Add("account = ?", of.Account);
        Add("effective_on <= ?", of.On);
        Add("recorded_at <= ?", of.RecordedAt?.ToUniversalTime());
        return (string.Join(" and ", parts), values);

        void Add(string condition, object? value)
        {
            if (value is null) return;
            values.Add(value);
            parts.Add(condition);
        }
    }

    private sealed record BalanceRow(
        string Agreement, string Account, Book Book, AccountHolder Holder, string? Party, string? Pool, string? Purpose, string Currency, string Debit, string Credit)
    {
        public AccountBalance Balance()
        {
            var (debit, credit) = (Minor(Debit, Currency), Minor(Credit, Currency));
            return new AccountBalance(Agreement, Account, new Account(Book, Holder, Party, Pool, Purpose), debit, credit, debit - credit);
        }
    }

    private sealed record AmountRow(string Currency, string Minor, string? Party = null)
    {
        public Money Amount() => JournalReader.Minor(Minor, Currency);
    }

    private sealed record DayRow(DateOnly Day);

    private sealed record PayableRow(string Agreement, string Party, Guid? RunId, Guid? PoolId, string Currency, DateOnly Day, string Minor);
}

/// <summary>What is to be paid to a party of one settlement.</summary>
/// <param name="AgreementId">Agreement.</param>
/// <param name="Party">Who is to receive it.</param>
/// <param name="RunId">The settled run; null for what was booked by hand or as an adjustment of no single run.</param>
/// <param name="PoolId">Its pool, or null.</param>
/// <param name="On">Valid day of the first line.</param>
/// <param name="Amount">What is left; below zero only until it is set against others of the party.</param>
public sealed record Payable(string AgreementId, string Party, Guid? RunId, Guid? PoolId, DateOnly On, Money Amount);
