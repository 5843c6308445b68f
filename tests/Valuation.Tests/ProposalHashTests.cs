using System.Text.Json;
using CsCheck;
using Ledger.Rules;
using Ledger.Transparency;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.Samples;

namespace Ledger.Valuation.Tests;

public sealed class ProposalHashTests
{
    [Fact]
    public void Is_the_hash_of_the_canonical_proposal() =>
        Gen.Select(Gen.Guid, Gen.Long[0, long.MaxValue], Gen.Int[1, 1000], Gen.OneOfConst("CNY", "JPY", "KWD")).Sample((id, minor, version, code) =>
        {
            var result = Proposed.Result with { RuleVersion = version };
            var value = new Money(minor, Currency.Of(code));
            var proposal = JsonSerializer.SerializeToElement(new
            {
                value = new { currency = code, amount = value.Amount }, version, method = result.RuleId, inputsHash = result.InputsHash, appraisal = id,
            });
            Assert.Equal(CanonicalJson.Hash(proposal), ProposalHash.Of(id, result, value));
        });

    [Fact]
    public void No_method_id_needs_escaping() =>
        Assert.All(MethodCatalogue.All, method => Assert.Matches("^[a-z0-9.-]+$", method.Id));

    [Fact]
    public void Changes_with_everything_it_binds()
    {
        var value = Proposed.Value;
        var hashes = new[]
        {
            ProposalHash.Of(Id, Proposed.Result, value),
            ProposalHash.Of(ContributionId, Proposed.Result, value),
            ProposalHash.Of(Id, Proposed.Result with { InputsHash = new string('0', 64) }, value),
            ProposalHash.Of(Id, Proposed.Result with { RuleId = "cash.face" }, value),
            ProposalHash.Of(Id, Proposed.Result with { RuleVersion = 1 }, value),
            ProposalHash.Of(Id, Proposed.Result, value + new Money(1, Cny)),
            ProposalHash.Of(Id, Proposed.Result, new Money(value.Minor, Currency.Of("EUR"))),
        };
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }
}
