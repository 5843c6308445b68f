using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests;

namespace Ledger.Distribution.Tests;

/// <summary>People, days and small makers that the tests of this service share.</summary>
internal static class Samples
{
    public const string Tenant = "taihu";

    public static readonly Currency Cny = Currency.Of("CNY");
    public static readonly Currency Usd = Currency.Of("USD");

    /// <summary>Finance officer of the college, which has a share.</summary>
    public static readonly Actor Wang = new("wang", "S");

    /// <summary>Approver of the college.</summary>
    public static readonly Actor Fang = new("fang", "S");

    /// <summary>Approver of the park committee, a party without a share.</summary>
    public static readonly Actor Sun = new("sun", "G");

    public static readonly Actor Lin = new("lin", "E1");
    public static readonly Actor Zhao = new("zhao", "E2");
    public static readonly Actor Chen = new("chen", "S");
    public static readonly Actor Guo = new("guo", "G");

    /// <summary>No party of the agreement.</summary>
    public static readonly Actor Outsider = new("li", "REG");

    public static readonly Period Year2025 = new(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31));

    public static readonly DateTimeOffset At = new(2026, 1, 10, 2, 0, 0, TimeSpan.Zero);

    /// <summary>A fact of another service.</summary>
    public static readonly Citation Elsewhere = new(Guid.Parse("0198f000-0000-7000-8000-00000000b001"), new string('b', 64));

    public static Money Yuan(string amount) => Money.Parse(amount, Cny);

    public static Money Fen(long minor) => new(minor, Cny);

    /// <summary>A fact of this service as others may cite it.</summary>
    public static Citation Cite(object fact)
    {
        var hash = PayloadHash.Of(fact);
        return new Citation(StreamId.Derived(Guid.Empty, hash), hash);
    }

    public static NextTurn TurnOf(string scope, int no) => Streams.Turn(Tenant, scope, no);

    public static Given<Pool> GivenPool(params object[] facts) => GivenWhenThen.Given(Pool.None(SampleA.PoolId), PoolDecider.Evolve, facts);

    public static Given<Run> GivenRun(params object[] facts) => GivenWhenThen.Given(Run.None(SampleA.RunId), RunDecider.Evolve, facts);
}
