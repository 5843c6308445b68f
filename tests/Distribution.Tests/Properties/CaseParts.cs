using CsCheck;

namespace Ledger.Distribution.Tests;

/// <summary>An accepted value in fen, of the party with this index.</summary>
internal sealed record CaseValue(int Party, long Amount)
{
    public static Gen<CaseValue> Any(int parties) =>
        Gen.Select(Gen.Int[0, parties - 1], Gen.Long[0, 3_000_000_00], (party, amount) => new CaseValue(party, amount));
}

/// <summary>A cost claim in fen, of the participant with this index.</summary>
internal sealed record CaseClaim(int Party, long Amount)
{
    public static Gen<CaseClaim> Any(int participants) =>
        Gen.Select(Gen.Int[0, participants - 1], Gen.Long[1, 2_000_000_00], (party, amount) => new CaseClaim(party, amount));
}

/// <summary>A payment in fen; from -1 is the reserve.</summary>
internal sealed record CasePayment(int To, int From, long Amount);

/// <summary>A loss with its payments; without any it is nobody's.</summary>
internal sealed record CaseLoss(IReadOnlyList<CasePayment> Payments)
{
    public static Gen<CaseLoss> Any(int parties) =>
        Gen.Select(Gen.Int[0, parties - 1], Gen.Int[-1, parties - 1], Gen.Long[1, 20_000_00], (to, from, amount) => new CasePayment(to, from, amount))
            .List[0, 3].Select(payments => new CaseLoss(payments));
}
