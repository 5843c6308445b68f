using System.Globalization;
using Ledger.Distribution.Domain;
using Ledger.Rules;
using Marten;
using Npgsql;
using NpgsqlTypes;

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
    public static async Task<IReadOnlyList<AccountBalance>> BalancesAsync(this IQuerySession reads, BalanceQuery of, CancellationToken ct)
    {
        // Running balances answer what is now; lines answer what was.
        var now = of.On is null && of.RecordedAt is null;
        var (where, values) = Conditions(reads, of);
        var sql = now
            ? $"select agreement, account, book, holder, party, pool, purpose, currency, debit, credit from journal_account where (debit <> 0 or credit <> 0) and {where} order by agreement, account collate \"C\", currency"
            : $"select agreement, account, book, holder, party, pool, purpose, currency, coalesce(sum(minor) filter (where side = 'debit'), 0), coalesce(sum(minor) filter (where side = 'credit'), 0) from journal_line where {where} group by 1, 2, 3, 4, 5, 6, 7, 8 order by agreement, account collate \"C\", currency";
        await using var command = Command(reads, sql, values);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var found = new List<AccountBalance>();
        while (await rows.ReadAsync(ct))
        {
            var currency = Currency.Of(rows.GetString(7));
            var (debit, credit) = (Minor(rows.GetDecimal(8), currency), Minor(rows.GetDecimal(9), currency));
            found.Add(new AccountBalance(
                rows.GetString(0), rows.GetString(1),
                new Account(KebabCase.Find<Book>(rows.GetString(2))!.Value, KebabCase.Find<AccountHolder>(rows.GetString(3))!.Value, Text(rows, 4), Text(rows, 5), Text(rows, 6)),
                debit, credit, debit - credit));
        }

        return found;
    }

    /// <summary>Debit less credit of one account in a currency, or null when nothing was ever booked on it.</summary>
    /// <exception cref="OverflowException">The balance is beyond 64 bits.</exception>
    public static async Task<Money?> BalanceAsync(this IQuerySession reads, string agreement, Account account, CancellationToken ct)
    {
        await using var command = Command(
            reads, "select currency, debit - credit from journal_account where tenant_id = $1 and agreement = $2 and account = $3 and (debit <> 0 or credit <> 0)",
            [reads.TenantId, agreement, account.Code]);
        await using var rows = await command.ExecuteReaderAsync(ct);
        return await rows.ReadAsync(ct) ? Minor(rows.GetDecimal(1), Currency.Of(rows.GetString(0))) : null;
    }

    /// <summary>What each of these accounts can still give up to its bound: what waits to be posted is taken off, what was allowed added.</summary>
    /// <param name="reads">Unit of work.</param>
    /// <param name="agreement">Agreement.</param>
    /// <param name="accounts">Accounts with a bound; others are left out.</param>
    /// <param name="currency">Currency of the books.</param>
    /// <param name="but">An entry whose own hold does not count, or null.</param>
    /// <param name="at">Now: what is out of time holds nothing.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<IReadOnlyDictionary<string, Money>> LeftAsync(
        this IQuerySession reads, string agreement, IEnumerable<Account> accounts, Currency currency, Guid? but, DateTimeOffset at, CancellationToken ct)
    {
        var left = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var account in accounts.Distinct().Where(account => account.Never is not null))
        {
            await using var command = Command(
                reads,
                """
                select coalesce((select case when $6 = 'debit' then credit - debit else debit - credit end from journal_account
                        where tenant_id = $1 and agreement = $2 and account = $3 and currency = $4), 0)
                    + coalesce((select minor from journal_overdraft where tenant_id = $1 and agreement = $2 and account = $3), 0)
                    - coalesce((select sum(minor) from journal_pending
                        where tenant_id = $1 and agreement = $2 and account = $3 and currency = $4 and side = $6 and expires_at > $5 and entry_id <> $7), 0)
                """,
                [reads.TenantId, agreement, account.Code, currency.Code, at.ToUniversalTime(), KebabCase.Name(account.Never!.Value), but ?? Guid.Empty]);
            left[account.Code] = Minor((decimal)(await command.ExecuteScalarAsync(ct))!, currency);
        }

        return left;
    }

    /// <summary>Last closed day of an agreement's books, or null.</summary>
    public static async Task<DateOnly?> ClosedUpToAsync(this IQuerySession reads, string agreement, CancellationToken ct)
    {
        await using var command = Command(
            reads, "select up_to from journal_close where tenant_id = $1 and agreement = $2 and up_to > '-infinity'", [reads.TenantId, agreement]);
        return await command.ExecuteScalarAsync(ct) switch
        {
            DateOnly day => day,
            DateTime day => DateOnly.FromDateTime(day),
            _ => null,
        };
    }

    /// <summary>The first open day on or after a day.</summary>
    public static DateOnly OpenDay(DateOnly day, DateOnly? closed) => closed is { } upTo && day <= upTo ? upTo.AddDays(1) : day;

    /// <summary>What is to be paid to parties, by settlement: what it made payable, less what was paid or taken of it since.</summary>
    /// <param name="reads">Unit of work.</param>
    /// <param name="agreement">Agreement, or null for all.</param>
    /// <param name="party">Party, or null for all.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<IReadOnlyList<Payable>> PayablesAsync(this IQuerySession reads, string? agreement, string? party, CancellationToken ct)
    {
        await using var command = Command(
            reads,
            """
            select agreement, party, run_id, pool_id, currency, sum(case side when 'credit' then minor else -minor end), min(effective_on)
            from journal_line
            where tenant_id = $1 and party is not null and book = 'cash' and purpose = 'payable' and ($2::text is null or agreement = $2) and ($3::text is null or party = $3)
            group by 1, 2, 3, 4, 5
            having sum(case side when 'credit' then minor else -minor end) <> 0
            order by 1, 2, 7, 3
            """,
            [reads.TenantId, agreement, party]);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var found = new List<Payable>();
        while (await rows.ReadAsync(ct))
        {
            found.Add(new Payable(
                rows.GetString(0), rows.GetString(1), rows.IsDBNull(2) ? null : rows.GetGuid(2), rows.IsDBNull(3) ? null : rows.GetGuid(3),
                rows.GetFieldValue<DateOnly>(6), Minor(rows.GetDecimal(5), Currency.Of(rows.GetString(4)))));
        }

        return found;
    }

    /// <summary>A command on the connection of a unit of work.</summary>
    internal static NpgsqlCommand Command(IQuerySession reads, string sql, IReadOnlyList<object?> values)
    {
        var command = new NpgsqlCommand(sql, reads.Connection!);
        foreach (var value in values)
        {
            // Without a type PostgreSQL could not know what a missing text is.
            command.Parameters.Add(value is null
                ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }
                : new NpgsqlParameter { Value = value });
        }

        return command;
    }

    /// <exception cref="OverflowException">Beyond 64 bits.</exception>
    internal static Money Minor(decimal minor, Currency currency) => new(decimal.ToInt64(minor), currency);

    private static (string Where, List<object?> Values) Conditions(IQuerySession reads, BalanceQuery of)
    {
        var (parts, values) = (new List<string> { "tenant_id = $1" }, new List<object?> { reads.TenantId });
        Add("agreement =", of.Agreement);
        Add("book =", of.Book);
        Add("party =", of.Party);
        Add("account =", of.Account);
        Add("effective_on <=", of.On);
        Add("recorded_at <=", of.RecordedAt?.ToUniversalTime());
        return (string.Join(" and ", parts), values);

        void Add(string comparison, object? value)
        {
            if (value is null) return;
            values.Add(value);
            parts.Add($"{comparison} ${values.Count.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    private static string? Text(NpgsqlDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetString(column);
}

/// <summary>What is to be paid to a party of one settlement.</summary>
/// <param name="AgreementId">Agreement.</param>
/// <param name="Party">Who is to receive it.</param>
/// <param name="RunId">The settled run; null for what was booked by hand or as an adjustment of no single run.</param>
/// <param name="PoolId">Its pool, or null.</param>
/// <param name="On">Valid day of the first line.</param>
/// <param name="Amount">What is left; below zero only until it is set against others of the party.</param>
public sealed record Payable(string AgreementId, string Party, Guid? RunId, Guid? PoolId, DateOnly On, Money Amount);
