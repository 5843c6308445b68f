using Ledger.Audit.Domain;
using Ledger.Audit.Log;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Hosting;
using Npgsql;

namespace Ledger.Audit.Desk;

/// <summary>One request to read: who asks, on which connection he is answered, and how much he may see.</summary>
/// <param name="Caller">Who reads.</param>
/// <param name="Connection">A read-only connection for his consortium.</param>
/// <param name="Scope">What he may see.</param>
/// <param name="Case">The case of the grant under which he reads; null for who needs none.</param>
internal sealed record ReadScope(Caller Caller, NpgsqlConnection Connection, GrantScope Scope, string? Case = null)
{
    /// <summary>The consortium's part of the log.</summary>
    public LogReads Log => new(Connection, Caller.Consortium);

    /// <summary>Whether he reads with a regulator's rights.</summary>
    public bool IsRegulator => Caller.Roles.Contains(Roles.Regulator);

    /// <summary>Whether what belongs to a case may be seen: under a grant only what belongs to that grant's case.</summary>
    public bool Reaches(string @case) => Case is null || Case == @case;

    /// <exception cref="RequestRefusedException">The grant is for certain parties, and none of them was asked for.</exception>
    public void Party(string? party)
    {
        if (Scope.Parties.Count > 0 && (party is null || !Scope.Parties.Contains(party, StringComparer.Ordinal)))
            throw Outside("party", $"Name one of these organisations as the party: {string.Join(", ", Scope.Parties)}.", $"请将 party 设为下列组织之一：{string.Join("、", Scope.Parties)}。");
    }

    /// <exception cref="RequestRefusedException">A question may not begin at this entry.</exception>
    public void Start(Envelope envelope)
    {
        var day = DateOnly.FromDateTime(envelope.RecordedAt.UtcDateTime);
        if (Scope.Kinds.Count > 0 && !Scope.Kinds.Contains(envelope.Type, StringComparer.Ordinal))
            throw Outside("kinds", $"The grant does not extend to {envelope.Type}.", $"授权不包括 {envelope.Type}。");
        if ((Scope.From is { } from && day < from) || (Scope.To is { } to && day > to))
            throw Outside("period", "The grant does not extend to that time.", "授权不包括该期间。");
    }

    /// <exception cref="RequestRefusedException">The answer cannot be narrowed to what the grant allows.</exception>
    public void Whole()
    {
        if (!Scope.IsWhole) throw Outside(null, "The grant is for a part of the consortium's records; this concerns all of them.", "授权仅限部分记录，而此项涉及全部记录。");
    }

    /// <exception cref="RequestRefusedException">Only envelopes are open to the caller: by the grant, or because a valuer reads no claim.</exception>
    public void Contents()
    {
        if (Scope.Envelopes) throw Outside("envelopes", "Only envelopes without contents are open to you.", "您只能读取信封信息，不含内容。");
    }

    private static RequestRefusedException Outside(string? field, string en, string zh) =>
        new(new Problem(403, "grant.out-of-scope", new Text(en, zh), field));
}
