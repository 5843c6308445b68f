using System.Globalization;
using System.Runtime.CompilerServices;
using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Distribution.Features;

/// <summary>The columns of the journal, for one party under one agreement between two days.</summary>
internal sealed record StatementQuery(string Tenant, string Party, string AgreementId, Period Period, DateTimeOffset KnownAt)
{
    private const string Where = "tenant_id = $1 and party = $2 and agreement = $3 and effective_on <= $4 and recorded_at <= $5";

    /// <summary>Accounts with their movements by kind; however many lines there are, the answer is short.</summary>
    public async Task<(IReadOnlyList<StatementAccount> Accounts, long Lines)> AccountsAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = Command(connection, $"""
            select account, book, purpose, currency, kind, effective_on < $6,
                sum(case side when 'credit' then minor else -minor end), count(*)
            from journal_line where {Where} group by 1, 2, 3, 4, 5, 6 order by book collate "C" desc, account collate "C", currency collate "C", kind collate "C"
            """);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var found = new List<Row>();
        while (await rows.ReadAsync(ct)) found.Add(RowOf(rows));
        var accounts = found.GroupBy(row => (row.Account, row.Book, row.Purpose, row.Amount.Currency)).Select(group =>
        {
            var zero = Money.Zero(group.Key.Currency);
            var movements = group.Where(row => !row.Before).Select(row => new StatementMovement(row.Kind, KindWords.Of(row.Kind), row.Lines, row.Amount)).ToList();
            var opening = group.Where(row => row.Before).Aggregate(zero, (sum, row) => sum + row.Amount);
            return new StatementAccount(
                group.Key.Account, group.Key.Book, group.Key.Purpose, opening, movements, movements.Aggregate(opening, (sum, movement) => sum + movement.Amount));
        });
        return ([.. accounts], found.Where(row => !row.Before).Sum(row => row.Lines));
    }

    /// <summary>A page of lines, oldest first, one more than asked for when there are more.</summary>
    public async Task<IReadOnlyList<StoredLine>> PageAsync(NpgsqlConnection connection, LineCursor? after, int most, CancellationToken ct)
    {
        var beyond = after is null ? "" : "and (effective_on, recorded_at, entry_id, no) > ($7, $8, $9, $10)";
        await using var command = Command(connection, $"""
            select entry_id, no, effective_on, recorded_at, account, kind, reference, side, minor, currency, run_id from journal_line
            where {Where} and effective_on >= $6 {beyond} order by effective_on, recorded_at, entry_id, no limit {most.ToString(CultureInfo.InvariantCulture)}
            """);
        if (after is { } from)
        {
            command.Parameters.Add(new() { Value = from.On });
            command.Parameters.Add(new() { Value = from.RecordedAt.ToUniversalTime() });
            command.Parameters.Add(new() { Value = from.Entry });
            command.Parameters.Add(new() { Value = from.No });
        }

        await using var rows = await command.ExecuteReaderAsync(ct);
        var found = new List<StoredLine>();
        while (await rows.ReadAsync(ct)) found.Add(LineOf(rows));
        return found;
    }

    /// <summary>Every line, read while it is written.</summary>
    public async IAsyncEnumerable<StoredLine> LinesAsync(NpgsqlConnection connection, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = Command(connection, $"""
            select entry_id, no, effective_on, recorded_at, account, kind, reference, side, minor, currency, run_id from journal_line
            where {Where} and effective_on >= $6 order by effective_on, recorded_at, entry_id, no
            """);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) yield return LineOf(rows);
    }

    /// <summary>Runs of which the party has lines in the period.</summary>
    public async Task<IReadOnlyList<Guid>> RunsAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = Command(connection, $"""
            select run_id from journal_line where {Where} and effective_on >= $6 and run_id is not null and kind in ('benefits-shared', 'loss-paid')
            group by run_id order by min(recorded_at), run_id
            """);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var found = new List<Guid>();
        while (await rows.ReadAsync(ct)) found.Add(rows.GetGuid(0));
        return found;
    }

    private static Row RowOf(NpgsqlDataReader rows)
    {
        var currency = Currency.Of(rows.GetString(3));
        return new Row(
            rows.GetString(0), KebabCase.Find<Book>(rows.GetString(1))!.Value, rows.IsDBNull(2) ? "" : rows.GetString(2), rows.GetString(4), rows.GetBoolean(5),
            new Money(decimal.ToInt64(rows.GetDecimal(6)), currency), rows.GetInt64(7));
    }

    private static StoredLine LineOf(NpgsqlDataReader rows)
    {
        var minor = rows.GetInt64(8);
        return new StoredLine(
            rows.GetGuid(0), rows.GetInt32(1), rows.GetFieldValue<DateOnly>(2), rows.GetFieldValue<DateTimeOffset>(3), rows.GetString(4), rows.GetString(5),
            rows.GetString(6), new Money(rows.GetString(7) == "credit" ? minor : -minor, Currency.Of(rows.GetString(9))), rows.IsDBNull(10) ? null : rows.GetGuid(10));
    }

    private NpgsqlCommand Command(NpgsqlConnection connection, string sql) => new(sql, connection)
    {
        Parameters =
        {
            new() { Value = Tenant }, new() { Value = Party }, new() { Value = AgreementId }, new() { Value = Period.To },
            new() { Value = KnownAt.ToUniversalTime(), NpgsqlDbType = NpgsqlDbType.TimestampTz }, new() { Value = Period.From },
        },
    };

    private sealed record Row(string Account, Book Book, string Purpose, string Kind, bool Before, Money Amount, long Lines);
}

/// <summary>A line as it stands in the columns.</summary>
internal sealed record StoredLine(
    Guid Entry, int No, DateOnly On, DateTimeOffset RecordedAt, string Account, string Kind, string Reference, Money Amount, Guid? RunId);

/// <summary>Where a page of lines ended.</summary>
internal sealed record LineCursor(DateOnly On, DateTimeOffset RecordedAt, Guid Entry, int No)
{
    public static string Of(StoredLine line) =>
        string.Create(CultureInfo.InvariantCulture, $"{line.On:yyyy-MM-dd}_{Timestamps.Text(line.RecordedAt)}_{line.Entry}_{line.No}");

    /// <exception cref="RequestRefusedException">The cursor is not one of ours.</exception>
    public static LineCursor? Read(string? text)
    {
        if (text is null) return null;
        var parts = text.Split('_');
        return parts.Length == 4 && DateOnly.TryParseExact(parts[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
            && DateTimeOffset.TryParse(parts[1], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            && Guid.TryParseExact(parts[2], "D", out var entry) && int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var no)
            ? new LineCursor(on, at, entry, no)
            : throw RequestRefused.Malformed("after", "the cursor is not one of ours");
    }
}
