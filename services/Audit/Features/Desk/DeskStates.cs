using Ledger.Audit.Domain;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Desk;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Audit.Features;

/// <summary>How a regulator may read: under which grant and how much, or why not.</summary>
internal sealed record Standing(GrantScope Scope, Guid? Grant, Problem? Refused);

/// <summary>Reads who may read what.</summary>
internal sealed class DeskStates(DeskStore store, IConfiguration configuration, IHostEnvironment environment)
{
    // Open only where samples run: elsewhere a consortium says first who its own auditors are.
    private readonly bool _withoutRules = configuration.GetValue("Desk:OpenWithoutRules", environment.IsDevelopment());

    /// <summary>Whether every regulator reads without a grant, because a consortium has no rules yet and samples run here.</summary>
    public bool IsOpen(DeskRules rules) => rules.Standing is null && _withoutRules;

    /// <summary>How a regulator may read now.</summary>
    /// <param name="caller">The regulator.</param>
    /// <param name="named">The case he reads for, or null.</param>
    /// <param name="now">The time.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Standing> StandingAsync(Caller caller, string? named, DateTimeOffset now, CancellationToken ct)
    {
        var (rules, grant) = await store.LoadAsync(caller.Consortium, named is null ? null : GrantId(caller.Consortium, named, caller.Actor.Organisation), ct);
        if (rules.Stands(caller.Actor.Organisation, _withoutRules)) return new Standing(GrantScope.Everything, null, null);
        var said = grant?.Proposed;
        return GrantStanding.Refusal(named, Phase(grant), said?.Until ?? default, said?.Persons ?? [], caller.Actor.Person, now) is { } refused
            ? new Standing(GrantScope.Everything, null, refused)
            : new Standing(said!.Scope, grant!.Id, null);
    }

    /// <summary>Passes a regulator on who may read for this case.</summary>
    /// <exception cref="RequestRefusedException">He may not.</exception>
    public async Task<GrantScope> StandsAsync(Caller caller, string named, DateTimeOffset now, CancellationToken ct)
    {
        var standing = await StandingAsync(caller, named, now, ct);
        return standing.Refused is { } refused ? throw new RequestRefusedException(refused) : standing.Scope;
    }

    /// <summary>Passes a regulator on who may read everything for this case.</summary>
    /// <exception cref="RequestRefusedException">He may not.</exception>
    public async Task WholeAsync(Caller caller, string named, DateTimeOffset now, CancellationToken ct)
    {
        if (!(await StandsAsync(caller, named, now, ct)).IsWhole)
        {
            throw new RequestRefusedException(GrantStanding.OutOfScope());
        }
    }

    /// <summary>Stream of a grant.</summary>
    public static Guid GrantId(string tenant, string named, string reader) => GrantStanding.StreamOf(tenant, named, reader);

    /// <summary>Stream of a consortium's rules of the desk.</summary>
    public static Guid RulesId(string tenant) => GrantStanding.RulesOf(tenant);

    private static GrantPhase Phase(Grant? grant) => grant?.State switch
    {
        GrantState.Proposed => GrantPhase.Proposed,
        GrantState.Issued => GrantPhase.Issued,
        GrantState.Revoked => GrantPhase.Ended,
        _ => GrantPhase.None,
    };
}
