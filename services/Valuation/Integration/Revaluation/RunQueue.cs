using Ledger.ServiceDefaults.Work;
using Ledger.Valuation.Domain;
using Npgsql;

namespace Ledger.Valuation.Integration;

/// <summary>Runs that are to be carried out, of every consortium, and who works on which.</summary>
internal sealed class RunQueue(NpgsqlDataSource source, IConfiguration configuration)
    : WorkQueue(source, configuration, "revaluation_pending", "revaluation-run")
{
    /// <summary>Puts a run that failed off.</summary>
    public async Task PostponeAsync(Guid run, CancellationToken ct)
    {
        await using var command = Source.CreateCommand("call revaluation_postpone($1, $2)");
        command.Parameters.Add(new NpgsqlParameter { Value = run });
        command.Parameters.Add(new NpgsqlParameter { Value = ValuationLimits.RunPatience });
        await command.ExecuteNonQueryAsync(ct);
    }
}
