using CsCheck;
using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

/// <summary>A consortium with any agreement and any year: what the properties of runs are tried on.</summary>
internal sealed record Case(CaseTerms Terms, IReadOnlyList<CaseValue> Values, IReadOnlyList<CaseClaim> Claims, IReadOnlyList<CaseLoss> Losses, long[] Pools)
{
    public const string AgreementId = "any";

    /// <summary>Cases whose every participant brought something in, so that there is always something to divide by.</summary>
    public static Gen<Case> Any { get; } = CaseTerms.Any.SelectMany(terms => Gen.Select(
        CaseValue.Any(terms.Parties.Length).List[0, 8], Gen.Long[1, 3_000_000_00].Array[terms.Participants],
        CaseClaim.Any(terms.Participants).List[0, 4], CaseLoss.Any(terms.Parties.Length).List[0, 4], Gen.Long[1, 5_000_000_00].Array[2],
        (more, least, claims, losses, pools) => new Case(
            terms,
            [.. least.Select((amount, party) => new CaseValue(party, amount)), .. more],
            terms.CostCap is null ? [] : claims, losses, pools)));

    /// <summary>Days of pool 1 and pool 2.</summary>
    public static Period PeriodOf(int pool) => new(new DateOnly(2023 + pool, 1, 1), new DateOnly(2023 + pool, 12, 31));

    public string Party(int index) => Terms.Parties[index];

    /// <summary>All recorded, the first pool declared and its costs claimed; lists and documents in the order that the keys give.</summary>
    public Books Record(int[]? order = null)
    {
        var books = new Books(Terms.Agreement(order));
        foreach (var (value, i) in Ordered(Values, order)) books.Accept(Post(value, i));
        foreach (var (loss, i) in Ordered(Losses, order)) books.Charge(Charge(loss, i, order));
        Declare(books, 1, order);
        return books;
    }

    public Guid Declare(Books books, int pool, int[]? order = null)
    {
        var id = books.Declare(
            new PoolDeclaration($"p{pool}", AgreementId, PeriodOf(pool), Fen(Pools[pool - 1]), new Text("Income", "收入"), null, []), Wang, At);
        foreach (var (claim, i) in Ordered(Claims, order)) books.Claim(id, new Actor("x", Party(claim.Party)), $"c{i}", Fen(claim.Amount));
        return id;
    }

    /// <summary>The items with their own numbers, in the order of the keys; as they are without keys.</summary>
    public static IEnumerable<(T Item, int No)> Ordered<T>(IEnumerable<T> items, int[]? order)
    {
        var numbered = items.Select((item, i) => (item, i));
        return order is null ? numbered : numbered.OrderBy(entry => order[entry.i % order.Length]);
    }

    private PostAcceptedValue Post(CaseValue value, int no) => new(
        AgreementId,
        new AcceptedContribution(
            StreamId.For(Tenant, "contribution", $"v{no}"), Guid.Empty, $"v{no}", Party(value.Party), "cash", 1, Fen(value.Amount), Fen(value.Amount), "cash.face", 1),
        PeriodOf(1).From, Elsewhere, At);

    private LossCharged Charge(CaseLoss loss, int no, int[]? order) => new(
        StreamId.For(Tenant, "risk-event", $"l{no}"), $"l{no}", AgreementId, 1, "any", PeriodOf(1 + (no % 2)).To,
        Money.Sum(loss.Payments.Select(payment => Fen(payment.Amount)), Cny),
        [.. Ordered(loss.Payments, order).Select(payment => new ChargePayment(
            Party(payment.Item.To), payment.Item.From < 0 ? null : Party(payment.Item.From), Fen(payment.Item.Amount)))],
        Elsewhere, At);
}
