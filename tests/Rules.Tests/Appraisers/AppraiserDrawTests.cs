using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using CsCheck;

namespace Ledger.Rules.Tests.Appraisers;

public sealed class AppraiserDrawTests
{
    private const string Case = "0198f000-0000-5000-8000-00000000d001";
    private const string First = "00112233445566778899aabbccddeeff";
    private const string Second = "ffeeddccbbaa99887766554433221100";

    private static readonly AppraiserDrawInput Input = new(Case, 1, ["zhou", "he", "qian"], Commitments.ToNonce(Case, 1, First), First, Second);

    // printf %s '0198f000-0000-5000-8000-00000000d001|1|00112233445566778899aabbccddeeff' | sha256sum, and the same with the second nonce;
    // 0xbbf1...e818 mod 3 by Python.
    [Fact]
    public void Anybody_draws_again_with_a_hash_and_a_remainder()
    {
        Assert.Equal("439316064735976bc798157cc363f726473242bd47e26a3651fefec5f44522f7", Input.Commitment);
        var figures = AppraiserDraw.Method.Evaluate(Input).Figures<AppraiserDrawFigures>();
        Assert.Equal(("qian", "bbf1bcf82bc8b5e3e29537361f3aa24757ac7348e01b235cf9926ff21339e818", 1, 3),
            (figures.Appraiser, figures.Seed, figures.Index, figures.Candidates));
    }

    [Fact]
    public void The_order_of_the_candidates_changes_nothing() => Gen.Shuffle(Input.Candidates.ToArray()).Sample(shuffled =>
        Assert.Equal("qian", AppraiserDraw.Draw(Input with { Candidates = shuffled }).Value!.Appraiser));

    [Fact]
    public void Every_draw_is_that_of_the_published_recipe() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, RuleLimits.DrawRounds], Gen.ULong, Gen.ULong).Sample((count, round, one, other) =>
        {
            var people = Enumerable.Range(0, count).Select(i => $"P{i:00}").ToList();
            var (a, b) = ($"{one:x16}{other:x16}", $"{other:x16}{one:x16}");
            var text = $"{Case}|{round.ToString(CultureInfo.InvariantCulture)}|{a}|{b}";
            var number = new BigInteger(SHA256.HashData(Encoding.UTF8.GetBytes(text)), isUnsigned: true, isBigEndian: true);
            var figures = AppraiserDraw.Draw(new(Case, round, people, Commitments.ToNonce(Case, round, a), a, b)).Value!;
            Assert.Equal(people[(int)(number % count)], figures.Appraiser);
        });

    // Binomial: 5 standard deviations are 5 * sqrt(n p (1 - p)); seeds are fixed, so this either always holds or never.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Over_many_seeds_nobody_is_favoured(int count)
    {
        const int draws = 20_000;
        var people = Enumerable.Range(0, count).Select(i => $"P{i}").ToList();
        var random = new SplitMix64((ulong)count);
        var drawn = people.ToDictionary(person => person, _ => 0);
        for (var i = 0; i < draws; i++)
        {
            var (a, b) = ($"{random.Next():x16}{random.Next():x16}", $"{random.Next():x16}{random.Next():x16}");
            drawn[AppraiserDraw.Draw(new(Case, 1, people, Commitments.ToNonce(Case, 1, a), a, b)).Value!.Appraiser]++;
        }

        var (expected, bound) = (draws / count, 5 * Math.Sqrt(draws * (1.0 / count) * (1 - (1.0 / count))));
        Assert.All(drawn.Values, times => Assert.InRange(times, expected - bound, expected + bound));
    }

    // Whoever fixes one nonce while the other is unknown chooses nobody: over the other's nonces each candidate comes up.
    [Fact]
    public void One_honest_nonce_is_enough()
    {
        var drawn = Enumerable.Range(0, 100)
            .Select(i => AppraiserDraw.Draw(Input with { GivenNonce = i.ToString("x32", CultureInfo.InvariantCulture) }).Value!.Appraiser).ToHashSet();
        Assert.Equal(Input.Candidates.ToHashSet(), drawn);
    }

    [Theory]
    [InlineData("""{"committedNonce":"ffeeddccbbaa99887766554433221100"}""", "draw.commitment-mismatch at committedNonce")]
    [InlineData("""{"round":2}""", "draw.commitment-mismatch at committedNonce")]
    [InlineData("""{"committedNonce":"ff"}""", "sealed.nonce-malformed at committedNonce")]
    [InlineData("""{"givenNonce":"FFEEDDCCBBAA99887766554433221100"}""", "sealed.nonce-malformed at givenNonce")]
    [InlineData("""{"commitment":"00"}""", "sealed.commitment-malformed at commitment")]
    [InlineData("""{"candidates":[]}""", "input.empty at candidates")]
    [InlineData("""{"candidates":["he","he"]}""", "input.duplicate at candidates[1]")]
    [InlineData("""{"candidates":["he|qian"]}""", "sealed.part-malformed at candidates[0]")]
    [InlineData("""{"case":"a/b"}""", "sealed.part-malformed at case")]
    [InlineData("""{"case":"何"}""", "sealed.part-malformed at case")]
    [InlineData("""{"round":0}""", "input.out-of-range at round")]
    [InlineData("""{"round":1001}""", "input.out-of-range at round")]
    public void What_cannot_be_drawn_is_refused(string change, string refusal) =>
        Assert.Contains(refusal, AppraiserDraw.Method.Evaluate(Changed.Of(AppraiserDraw.Method, change)).Refusals());

    [Theory]
    [InlineData(RuleLimits.NonceLeast - 1, false)]
    [InlineData(RuleLimits.NonceLeast, true)]
    [InlineData(RuleLimits.NonceMost, true)]
    [InlineData(RuleLimits.NonceMost + 1, false)]
    public void A_nonce_has_its_bounds(int digits, bool taken) => Assert.Equal(taken, Commitments.IsNonce(new string('a', digits)));

    [Theory]
    [InlineData(0, false)]
    [InlineData(RuleLimits.PersonId, true)]
    [InlineData(RuleLimits.PersonId + 1, false)]
    public void A_part_has_its_bounds(int length, bool taken) => Assert.Equal(taken, Commitments.IsPart(new string('a', length)));
}
