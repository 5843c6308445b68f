using System.Globalization;
using System.Runtime.CompilerServices;
using Ledger.Distribution.Domain;
using Ledger.Distribution.Exports;
using Ledger.Rules;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Distribution.Features;

/// <summary>Which part of the journal is meant; null does not narrow. Known at: nothing recorded later is in it.</summary>
internal sealed record JournalSelection(string? Book, string? Agreement, string? Currency, DateOnly? From, DateOnly? To, DateTimeOffset KnownAt)
{
    private const string Where = """
        tenant_id = $1 and recorded_at <= $2 and ($3::text is null or book = $3) and ($4::text is null or agreement = $4)
        and ($5::text is null or currency = $5) and ($6::date is null or effective_on <= $6)
        """;

    /// <summary>Accounts with what they had before, and what moved them since.</summary>
    public async Task<IReadOnlyList<ExportedAccount>> AccountsAsync(NpgsqlConnection connection, string tenant, CancellationToken ct)
    {
        await using var command = Command(connection, tenant, $"""
            select agreement, book, holder, party, pool, purpose, currency, min(effective_on),
                coalesce(sum(case side when 'debit' then minor else -minor end) filter (where effective_on < $7), 0),
                coalesce(sum(minor) filter (where side = 'debit' and ($7::date is null or effective_on >= $7)), 0),
                coalesce(sum(minor) filter (where side = 'credit' and ($7::date is null or effective_on >= $7)), 0)
            from journal_line where {Where} group by agreement, account, book, holder, party, pool, purpose, currency
            order by agreement collate "C", account collate "C", currency collate "C"
            """);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var found = new List<ExportedAccount>();
        while (await rows.ReadAsync(ct)) found.Add(AccountOf(rows));
        return found;
    }

    /// <summary>How many entries and lines.</summary>
    public async Task<(long Entries, long Lines, DateOnly? First, DateOnly? Last)> CountAsync(NpgsqlConnection connection, string tenant, CancellationToken ct)
    {
        await using var command = Command(
            connection, tenant,
            $"select count(distinct entry_id), count(*), min(effective_on), max(effective_on) from journal_line where {Where} and ($7::date is null or effective_on >= $7)");
        await using var rows = await command.ExecuteReaderAsync(ct);
        await rows.ReadAsync(ct);
        return CountOf(rows);
    }

    /// <summary>Entries in the order in which they were recorded, read while they are written.</summary>
    public async IAsyncEnumerable<ExportedEntry> EntriesAsync(NpgsqlConnection connection, string tenant, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = Command(connection, tenant, $"""
            select entry_id, agreement, book, holder, party, pool, purpose, currency, side, minor, kind, effective_on, recorded_at, reference,
                d.data -> 'posted' -> 'narrative' ->> 'en', d.data -> 'posted' -> 'narrative' ->> 'zh'
            from (select * from journal_line where {Where} and ($7::date is null or effective_on >= $7)) l
            join mt_doc_journalentry d on d.tenant_id = l.tenant_id and d.id = l.entry_id
            order by recorded_at, entry_id, no
            """);
        await using var rows = await command.ExecuteReaderAsync(ct);
        ExportedEntry? entry = null;
        var lines = new List<JournalLine>();
        while (await rows.ReadAsync(ct))
        {
            var (next, line) = EntryOf(rows);
            if (entry is not null && next.Id != entry.Id)
            {
                yield return entry with { Lines = lines };
                lines = [];
            }

            entry = next;
            lines.Add(line);
        }

        if (entry is not null) yield return entry with { Lines = lines };
    }

    /// <summary>Balances carried into the selection, as an entry of each agreement, book and currency.</summary>
    public IEnumerable<ExportedEntry> Opening(IReadOnlyList<ExportedAccount> accounts)
    {
        if (From is not { } from) return [];
        return accounts.Where(account => !account.Opening.IsZero)
            .GroupBy(account => (account.AgreementId, account.Account.Book, account.Opening.Currency))
            .Select(group => new ExportedEntry(
                Guid.Empty, group.Key.AgreementId, group.Key.Book, "opening", from, KnownAt, "opening",
                new("Balances carried forward", "期初余额结转"),
                [.. group.Select(account => new JournalLine(
                    account.Account, account.Opening.Sign < 0 ? Side.Credit : Side.Debit, account.Opening.Sign < 0 ? -account.Opening : account.Opening))]));
    }

    private static ExportedAccount AccountOf(NpgsqlDataReader rows)
    {
        var currency = Rules.Currency.Of(rows.GetString(6));
        return new ExportedAccount(
            rows.GetString(0), AccountAt(rows, 1), rows.GetFieldValue<DateOnly>(7), Minor(8), Minor(9), Minor(10));

        Money Minor(int column) => new(decimal.ToInt64(rows.GetDecimal(column)), currency);
    }

    private static (long Entries, long Lines, DateOnly? First, DateOnly? Last) CountOf(NpgsqlDataReader rows) => (
        rows.GetInt64(0), rows.GetInt64(1), rows.IsDBNull(2) ? null : rows.GetFieldValue<DateOnly>(2), rows.IsDBNull(3) ? null : rows.GetFieldValue<DateOnly>(3));

    private static (ExportedEntry Entry, JournalLine Line) EntryOf(NpgsqlDataReader rows)
    {
        var account = AccountAt(rows, 2);
        var line = new JournalLine(account, KebabCase.Find<Side>(rows.GetString(8))!.Value, new Money(rows.GetInt64(9), Rules.Currency.Of(rows.GetString(7))));
        return (new ExportedEntry(
            rows.GetGuid(0), rows.GetString(1), account.Book, rows.GetString(10), rows.GetFieldValue<DateOnly>(11), rows.GetFieldValue<DateTimeOffset>(12),
            rows.GetString(13), new Text(rows.GetString(14), rows.GetString(15)), []), line);
    }

    private static Account AccountAt(NpgsqlDataReader rows, int column) => new(
        KebabCase.Find<Book>(rows.GetString(column))!.Value, KebabCase.Find<AccountHolder>(rows.GetString(column + 1))!.Value, Text(rows, column + 2),
        Text(rows, column + 3), Text(rows, column + 4));

    private static string? Text(NpgsqlDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetString(column);

    private NpgsqlCommand Command(NpgsqlConnection connection, string tenant, string sql) => new(sql, connection)
    {
        Parameters =
        {
            new() { Value = tenant }, new() { Value = KnownAt.ToUniversalTime() }, Optional(Book), Optional(Agreement), Optional(Currency),
            new() { Value = To is { } to ? to : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date }, new() { Value = From is { } from ? from : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date },
        },
    };

    private static NpgsqlParameter Optional(string? text) => new() { Value = text is null ? DBNull.Value : text, NpgsqlDbType = NpgsqlDbType.Text };
}
