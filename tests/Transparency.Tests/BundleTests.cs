using System.Text;
using CsCheck;
using Ledger.Transparency.Bundles;
using Ledger.Transparency.Witnesses;

namespace Ledger.Transparency.Tests;

/// <summary>Evidence bundles: verified offline, and never when anything about them was changed.</summary>
public sealed class BundleTests
{
    public static TheoryData<string, VerdictKind, string> Attacks
    {
        get
        {
            var data = new TheoryData<string, VerdictKind, string>();
            foreach (var (name, kind, code, _) in BundleAttacks.All) data.Add(name, kind, code);
            return data;
        }
    }

    // The services list what they cite by id, wherever in the payload it stands.
    [Fact]
    public void Citations_are_listed_by_id_and_hash_whatever_their_place_in_the_payload()
    {
        var (low, high) = (Guid.Parse("00000000-0000-7000-8000-000000000001"), Guid.Parse("00000000-0000-7000-8000-000000000002"));
        var (first, second) = (new string('a', 64), new string('b', 64));
        var payload = SampleLog.Json(
            $$"""{"a":{"ev":"{{high}}","ph":"{{first}}"},"b":[{"ev":"{{low}}","ph":"{{second}}"},{"ev":"{{low}}","ph":"{{first}}"},{"ev":"{{high}}","ph":"{{first}}"}]}""");
        Assert.Equal(
            [new EventReference(low, first), new EventReference(low, second), new EventReference(high, first)], EnvelopeReader.Citations(payload));
    }

    [Fact]
    public void The_bundle_of_a_settlement_verifies_and_says_what_it_proves()
    {
        var verdict = Verify(SampleLog.Of().ForSettlement().ToBytes());
        Assert.Empty(verdict.Findings);
        Assert.Equal(0, verdict.ExitCode);
        Assert.Equal(["proven.logged", "proven.witnessed", "proven.payloads", "proven.chain"], verdict.Proven.Select(said => said.Code));
        Assert.Equal(["hidden.fields"], verdict.NotDisclosed.Select(said => said.Code));
        Assert.Equal(
            ["open.complete", "open.figures", "open.files", "open.persons", "open.truth"], verdict.NotProven.Select(said => said.Code));
        Assert.Contains("w0 (2025-03-02 08:00:00Z), w2 (2025-03-02 08:00:01Z)", verdict.Proven[1].En, StringComparison.Ordinal);
        var contribution = verdict.Bundle!.Entries[1];
        Assert.Equal("ten parts to one", contribution.Payload!.Value.GetProperty("recipe").GetString());
        Assert.False(contribution.Payload!.Value.TryGetProperty("source", out _));
        Assert.Equal(1, contribution.Closed);
    }

    [Fact]
    public void The_bundle_of_everything_proves_that_nothing_is_left_out()
    {
        var verdict = Verify(SampleLog.Of().ForEverything().ToBytes());
        Assert.Empty(verdict.Findings);
        Assert.Contains("proven.complete", verdict.Proven.Select(said => said.Code));
        Assert.DoesNotContain("open.complete", verdict.NotProven.Select(said => said.Code));
        Assert.Contains("hidden.payloads", verdict.NotDisclosed.Select(said => said.Code));
    }

    [Fact]
    public void Withholding_any_entry_of_a_complete_bundle_is_found()
    {
        var everything = SampleLog.Of().ForEverything();
        foreach (var left in everything.Entries.Where(entry => entry.Index < everything.Head!.Index))
        {
            var verdict = Verify((everything with { Entries = [.. everything.Entries.Where(entry => entry != left)] }).ToBytes());
            Assert.Equal(VerdictKind.Incomplete, verdict.Kind);
            Assert.Contains(verdict.Findings, finding => finding.Code == "head.entry-missing");
            Assert.DoesNotContain("proven.complete", verdict.Proven.Select(said => said.Code));
        }
    }

    [Fact]
    public void The_bundle_of_a_period_proves_that_nothing_between_the_counts_is_left_out()
    {
        var period = SampleLog.Period().Bundle;
        var verdict = Verify(period.ToBytes());
        Assert.Empty(verdict.Findings);
        // Three of the log's entries from 7 to 10, one of which is the first count, of the platform.
        Assert.Contains("from 7 to 10", Assert.Single(verdict.Proven, said => said.Code == "proven.complete-between").En, StringComparison.Ordinal);
        Assert.Contains("none of the 3 of taihu", verdict.Proven.Single(said => said.Code == "proven.complete-between").En, StringComparison.Ordinal);
        Assert.DoesNotContain("proven.complete", verdict.Proven.Select(said => said.Code));
        Assert.Contains("open.earlier", verdict.NotProven.Select(said => said.Code));
        Assert.Equal(period.ToBytes(), BundleReader.Read(period.ToBytes(), out _).ToBytes());

        // Any of the period is missed; causes from before it may be left out, and are then said to be missing for what they are.
        foreach (var left in period.Entries.Where(entry => entry.Index >= 6))
        {
            var shorter = Verify((period with { Entries = [.. period.Entries.Where(entry => entry != left)] }).ToBytes());
            Assert.Equal((VerdictKind.Incomplete, 2), (shorter.Kind, shorter.ExitCode));
            Assert.Contains(shorter.Findings, finding => finding.Code == "head.entry-missing");
            Assert.DoesNotContain("proven.complete-between", shorter.Proven.Select(said => said.Code));
        }

        // Without the earlier count it would have to be complete from the beginning, and is not.
        Assert.Contains(Verify((period with { From = null }).ToBytes()).Findings, finding => finding.Code == "head.entry-missing");
    }

    [Fact]
    public void No_byte_of_the_bundle_of_a_period_can_be_changed()
    {
        // Every seventh place: every kind of member that only this bundle has is met many times; all places of the settlement's are tried.
        NoByteCanBeChanged(SampleLog.Period().Bundle.ToBytes(), every: 7);
    }

    [Fact]
    public void What_is_withheld_and_listed_is_not_disclosed()
    {
        var bundle = SampleLog.Of().ForSettlement();
        var verdict = Verify((bundle with { Entries = [.. bundle.Entries.Skip(1)], Agreements = [], Withheld = [SampleLog.Agreement] }).ToBytes());
        Assert.Equal(VerdictKind.Verified, verdict.Kind);
        Assert.Contains("hidden.events", verdict.NotDisclosed.Select(said => said.Code));
    }

    // The digests in the payload stay; what is hidden or erased changes no proof.
    [Fact]
    public void A_bundle_verifies_with_and_without_its_disclosures()
    {
        var bundle = SampleLog.Of().ForSettlement();
        var verdict = Verify((bundle with { Entries = [.. bundle.Entries.Select(entry => entry with { Openings = [] })] }).ToBytes());
        Assert.Equal(VerdictKind.Verified, verdict.Kind);
        Assert.Equal(2, verdict.Bundle!.Entries.Sum(entry => entry.Closed));
    }

    // The log never held the fields; who may read them gets each from its keeper and puts it into the bundle.
    [Fact]
    public void Fields_that_their_keeper_opened_are_put_into_a_bundle()
    {
        var whole = SampleLog.Of().ForSettlement();
        var closed = whole with { Entries = [.. whole.Entries.Select(entry => entry with { Openings = [] })] };
        var opened = OpenedBundle.Of(closed, whole.Entries[1].Openings);
        Assert.Equal(whole.ToBytes(), opened.ToBytes());
        Assert.Equal(whole.ToBytes(), OpenedBundle.Of(opened, whole.Entries[1].Openings).ToBytes());
        Assert.Equal((VerdictKind.Verified, 1), (Verify(opened.ToBytes()).Kind, Verify(opened.ToBytes()).Bundle!.Entries.Sum(entry => entry.Closed)));
        var forged = Disclosures.Disclosure.Of(SampleLog.Salt(1), "recipe", SampleLog.Json("\"one part to ten\""));
        Assert.Throws<FormatException>(() => OpenedBundle.Of(closed, [forged.Text]));
        Assert.Throws<FormatException>(() => OpenedBundle.Of(closed, ["e30"]));
        Assert.Throws<FormatException>(() => OpenedBundle.Of(closed with { Entries = [.. closed.Entries.Select(entry => entry with { Payload = null })] }, whole.Entries[1].Openings));
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Every_attack_is_found(string name, VerdictKind kind, string code)
    {
        var verdict = Verify(BundleAttacks.All.Single(attack => attack.Name == name).Bytes);
        Assert.Equal(kind, verdict.Kind);
        Assert.Contains(verdict.Findings, finding => finding.Code == code);
        Assert.Equal((int)kind, verdict.ExitCode);
        if (kind != VerdictKind.Incomplete) Assert.Empty(verdict.Proven);
    }

    [Fact]
    public void A_malformed_bundle_is_refused_with_the_place()
    {
        var bundle = SampleLog.Of().ForSettlement();
        Place("entries[1].openings[0]", bundle with { Entries = [bundle.Entries[0], bundle.Entries[1] with { Openings = ["e30"] }] });
        Place("entries[0].envelope.sn", bundle with
        {
            Entries = [bundle.Entries[0] with { Envelope = bundle.Entries[0].Envelope.Replace("\"sn\":\"1\"", "\"sn\":\"x\"", StringComparison.Ordinal) }],
        });
        Place("checkpoint", bundle with { Checkpoint = "no" });
        Place("subjects", bundle with { Subjects = [] });
        Place("withheld", bundle with { Withheld = [SampleLog.Settlement] });

        static void Place(string place, Bundle changed) => Assert.Equal(place, Assert.Single(Verify(changed.ToBytes()).Findings).Place);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"format\":\"ledger-bundle/1\"}")]
    [InlineData("PK\u0003\u0004")]
    public void What_is_no_bundle_is_malformed(string text) => Assert.Equal(3, Verify(Encoding.UTF8.GetBytes(text)).ExitCode);

    [Fact]
    public void A_bundle_is_read_as_it_was_written()
    {
        var bundle = SampleLog.Of().ForEverything();
        var read = BundleReader.Read(bundle.ToBytes(), out var intact);
        Assert.True(intact);
        Assert.Equal(bundle.ToBytes(), read.ToBytes());
    }

    [Fact]
    public void No_byte_of_a_bundle_can_be_changed()
    {
        var log = SampleLog.Of();
        var bytes = (log.ForSettlement() with
        {
            Subjects = [SampleLog.Contribution], Entries = [log.Entry(2)], Agreements = [], Rules = [],
        }).ToBytes();
        NoByteCanBeChanged(bytes);
    }

    // All of them, with all its causes and disclosures.
    [Fact]
    public void No_byte_of_the_bundle_of_a_settlement_can_be_changed() => NoByteCanBeChanged(SampleLog.Of().ForSettlement().ToBytes());

    // Here the attacker also writes a right checksum; only hashes and signatures can find the change.
    [Fact]
    public void No_character_that_is_signed_can_be_changed_even_with_a_right_checksum()
    {
        var bundle = SampleLog.Of().ForSettlement();
        foreach (var changed in Changed(bundle.Checkpoint)) NeverVerifies(bundle with { Checkpoint = changed });
        var entry = bundle.Entries[1];
        foreach (var changed in Changed(entry.Envelope)) NeverVerifies(With(entry with { Envelope = changed }));
        foreach (var changed in Changed(entry.Payload!)) NeverVerifies(With(entry with { Payload = changed }));
        foreach (var changed in Changed(entry.Openings[0])) NeverVerifies(With(entry with { Openings = [changed] }));

        Bundle With(BundleEntry other) => bundle with { Entries = [bundle.Entries[0], other, .. bundle.Entries.Skip(2)] };

        static void NeverVerifies(Bundle bundle) => Assert.NotEqual(VerdictKind.Verified, Verify(bundle.ToBytes()).Kind);

        static IEnumerable<string> Changed(string text) =>
            Enumerable.Range(0, text.Length).Select(i => $"{text[..i]}{(char)(text[i] ^ 1)}{text[(i + 1)..]}");
    }

    [Fact]
    public void A_bundle_cut_off_anywhere_is_malformed()
    {
        var bytes = SampleLog.Of().ForSettlement().ToBytes();
        for (var length = 0; length < bytes.Length; length += 7) Assert.Equal(3, Verify(bytes.AsSpan(0, length)).ExitCode);
    }

    [Fact]
    public void Figures_are_computed_anew_only_on_what_is_proven()
    {
        var bytes = SampleLog.Of().ForSettlement().ToBytes();
        var right = BundleVerifier.Verify(bytes, SampleLog.Policy, bundle =>
        {
            Assert.Equal(4, bundle.Entries.Count);
            return new Reperformance([], [new Statement("figures.same", "Same.", "\u4e00\u81f4\u3002")], []);
        });
        Assert.Equal(VerdictKind.Verified, right.Kind);
        Assert.Contains("figures.same", right.Proven.Select(said => said.Code));
        Assert.DoesNotContain("open.figures", right.NotProven.Select(said => said.Code));

        var wrong = BundleVerifier.Verify(bytes, SampleLog.Policy, _ =>
            new Reperformance([new Finding(VerdictKind.Tampered, "figures.differ", "entries[3]", "Differs.", "\u4e0d\u4e00\u81f4\u3002")], [], []));
        Assert.Equal(VerdictKind.Tampered, wrong.Kind);
        Assert.Empty(wrong.Proven);

        bytes[^10] ^= 1;
        BundleVerifier.Verify(bytes, SampleLog.Policy, _ => throw new InvalidOperationException("Nothing is proven."));
    }

    [Fact]
    public void Without_witnesses_asked_for_the_verdict_says_so()
    {
        var policy = WitnessPolicy.Parse($"log {SampleLog.Log.Key}\nquorum none\n");
        var verdict = BundleVerifier.Verify(SampleLog.Of().ForSettlement().ToBytes(), policy);
        Assert.Equal(VerdictKind.Verified, verdict.Kind);
        Assert.Contains("open.witnesses", verdict.NotProven.Select(said => said.Code));
    }

    [Fact]
    public void Every_statement_and_finding_is_in_both_languages()
    {
        var said = BundleAttacks.All.Select(attack => Verify(attack.Bytes)).Append(Verify(SampleLog.Of().ForEverything().ToBytes())).Append(Verify(SampleLog.Period().Bundle.ToBytes())).ToList();
        var texts = said.SelectMany(verdict => verdict.Findings.Select(finding => (finding.En, finding.Zh)))
            .Concat(said.SelectMany(verdict => verdict.Proven.Concat(verdict.NotDisclosed).Concat(verdict.NotProven).Select(it => (it.En, it.Zh))));
        Assert.All(texts, text =>
        {
            Assert.NotEmpty(text.En);
            Assert.Contains(text.Zh, c => c is >= '\u4e00' and <= '\u9fff');
        });
    }

    private static void NoByteCanBeChanged(byte[] bytes, int every = 1)
    {
        var verified = new System.Collections.Concurrent.ConcurrentBag<int>();
        Parallel.For(0, bytes.Length / every, at =>
        {
            var i = at * every;
            var changed = bytes.ToArray();
            changed[i] ^= (byte)(1 << (i % 8));
            if (Verify(changed).Kind == VerdictKind.Verified) verified.Add(i);
        });
        Assert.Empty(verified);
        Assert.Equal(VerdictKind.Verified, Verify(bytes).Kind);
    }

    private static Verdict Verify(ReadOnlySpan<byte> bytes) => BundleVerifier.Verify(bytes, SampleLog.Policy);
}
