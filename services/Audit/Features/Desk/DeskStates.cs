using Ledger.Audit.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;

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
        if (named is null) return No("grant.case-missing", "Name the case for which you read: ?case=…", "请注明为哪一案件查阅：?case=…");
        if (grant?.Proposed is not { } said) return No("grant.none", "Your organisation has no grant for this case.", "贵单位没有此案件的授权。");
        if (grant.State == GrantState.Proposed) return No("grant.not-issued", "The grant waits for its second person.", "授权正在等待第二人签发。");
        if (grant.State == GrantState.Revoked) return No("grant.revoked", "The grant was revoked.", "授权已撤销。");
        if (grant.State == GrantState.Refused) return No("grant.none", "Your organisation has no grant for this case.", "贵单位没有此案件的授权。");
        if (!grant.Stands(now))
            return No("grant.expired", $"The grant ended at {said.Until.UtcDateTime:yyyy-MM-dd HH:mm} UTC.", $"授权已于 {said.Until.UtcDateTime:yyyy-MM-dd HH:mm}（UTC）终止。");
        return said.Persons.Count > 0 && !said.Persons.Contains(caller.Actor.Person, StringComparer.Ordinal)
            ? No("grant.other-person", "The grant names other persons of your organisation.", "授权列明的是贵单位的其他人员。")
            : new Standing(said.Scope, grant.Id, null);
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
            throw new RequestRefusedException(new Problem(403, "grant.out-of-scope", new Text(
                "The grant is for a part of the consortium's records; this concerns all of them.", "授权仅限部分记录，而此项涉及全部记录。")));
        }
    }

    /// <summary>Stream of a grant.</summary>
    public static Guid GrantId(string tenant, string named, string reader) => StreamId.For(tenant, "grant", $"{named.Length}:{named}/{reader}");

    /// <summary>Stream of a consortium's rules of the desk.</summary>
    public static Guid RulesId(string tenant) => StreamId.For(tenant, "desk-rules", "rules");

    private static Standing No(string code, string en, string zh) => new(GrantScope.Everything, null, new Problem(403, code, new Text(en, zh)));
}
