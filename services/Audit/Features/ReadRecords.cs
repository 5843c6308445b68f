using Ledger.Audit.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Audit.Features;

/// <summary>Puts a regulator's reading on record before it is answered. Without the record there is no answer.</summary>
internal sealed class ReadRecords(Commands commands, TimeProvider clock)
{
    /// <summary>Returns when the record is committed, or at once when the caller is no regulator.</summary>
    /// <param name="caller">Who reads.</param>
    /// <param name="resource">What is read.</param>
    /// <param name="query">Parameters of the request, checked; those that are null were not given.</param>
    /// <param name="ct">Cancels while nothing is committed yet.</param>
    public Task BeforeAnswerAsync(
        Caller caller, string resource, IEnumerable<(string Name, object? Value)> query, CancellationToken ct)
    {
        if (!caller.Roles.Contains(Roles.Regulator)) return Task.CompletedTask;
        var given = query.Where(parameter => parameter.Value is not null)
            .ToDictionary(parameter => parameter.Name, parameter => parameter.Value!.ToString()!, StringComparer.Ordinal);
        var fact = new TrailRead(resource, given, caller.Actor, Timestamps.Truncate(clock.GetUtcNow()));
        return commands.Record(caller.Consortium, caller.Actor, new NewStream(typeof(Reading), Guid.CreateVersion7(), [fact]), ct);
    }
}
