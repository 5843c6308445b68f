using System.Globalization;
using Ledger.Distribution.Domain;
using Ledger.Rules;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Distribution.Features;

/// <summary>Reads the journal's columns (<c>journal.sql</c>), inside the unit of work of a decision or for an answer.</summary>
internal static class JournalReader
{
    /// <summary>Last closed day of an agreement's books, or null.</summary>
    public static Task<DateOnly?> ClosedUpToAsync(this IQuerySession reads, string agreement, CancellationToken ct) => Task.FromResult<DateOnly?>(null);

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
        while (await rows.ReadAsync(ct)) found.Add(Payable(rows));

        return found;
    }

    private static Payable Payable(NpgsqlDataReader rows) => new(
        rows.GetString(0), rows.GetString(1), rows.IsDBNull(2) ? null : rows.GetGuid(2), rows.IsDBNull(3) ? null : rows.GetGuid(3),
        rows.GetFieldValue<DateOnly>(6), Minor(rows.GetDecimal(5), Currency.Of(rows.GetString(4))));

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
}

/// <summary>What is to be paid to a party of one settlement.</summary>
/// <param name="AgreementId">Agreement.</param>
/// <param name="Party">Who is to receive it.</param>
/// <param name="RunId">The settled run; null for what was booked by hand or as an adjustment of no single run.</param>
/// <param name="PoolId">Its pool, or null.</param>
/// <param name="On">Valid day of the first line.</param>
/// <param name="Amount">What is left; below zero only until it is set against others of the party.</param>
public sealed record Payable(string AgreementId, string Party, Guid? RunId, Guid? PoolId, DateOnly On, Money Amount);
