using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Ledger.Audit.Log;
using Ledger.Transparency.Search;

namespace Ledger.Audit.Tests;

/// <summary>What entries are found by.</summary>
public sealed class SearchTests
{
    [Theory]
    [InlineData("Five-axis Machine 5号", "five,axis,machine,号")]
    [InlineData("数控机床", "数控,控机,机床,床")]
    [InlineData("机", "机")]
    [InlineData("E1-machine，五轴（二手）", "e1,machine,五轴,轴,二手,手")]
    [InlineData("Ärger ÉTÉ", "ärger,été")]
    [InlineData("a b c, …", "")]
    [InlineData("𠀀𠀁", "𠀀𠀁,𠀁")]
    public void Text_is_cut_into_words_and_chinese_pairs(string text, string words) => Assert.Equal(words, string.Join(',', Words.Of(text)));

    [Theory]
    [InlineData("数控机床", "数控,控机,机床")]
    [InlineData("床", "床*")]
    [InlineData("Mach* 2025", "mach*,2025")]
    [InlineData("Mach* *", "mach*")]
    [InlineData("机床 Machine", "机床,machine")]
    [InlineData("…", "")]
    public void A_question_asks_for_words(string text, string words) =>
        Assert.Equal(words, string.Join(',', Words.Asked(text).Select(asked => asked.Word + (asked.Begins ? "*" : ""))));

    // Every piece of a text, one sign or many, is found by what the text was stored under.
    [Fact]
    public void Every_piece_of_a_chinese_text_is_found()
    {
        var sign = Gen.OneOfConst("数", "控", "机", "床", "测", "量", "𠀀");
        sign.List[1, 12].SelectMany(signs => Gen.Int[0, signs.Count - 1].SelectMany(from => Gen.Int[1, signs.Count - from].Select(length => (signs, from, length))))
            .Sample(piece =>
            {
                var stored = Words.Of(string.Concat(piece.signs)).ToHashSet(StringComparer.Ordinal);
                var asked = Words.Asked(string.Concat(piece.signs.Skip(piece.from).Take(piece.length)));
                return asked.Count > 0 && asked.All(word => word.Begins
                    ? stored.Any(one => one.StartsWith(word.Word, StringComparison.Ordinal)) : stored.Contains(word.Word));
            }, iter: 300);
    }

    [Theory]
    [InlineData("0", 0L)]
    [InlineData("1200.5", 12_005_000L)]
    [InlineData("-0.0001", -1L)]
    [InlineData("922337203685477.5807", long.MaxValue)]
    [InlineData("922337203685477.5808", null)]
    [InlineData("1.00001", null)]
    [InlineData(".5", null)]
    [InlineData("5.", null)]
    [InlineData("1,000", null)]
    [InlineData("1.0.0", null)]
    [InlineData("", null)]
    [InlineData("-", null)]
    [InlineData("１", null)]
    public void Amounts_become_ten_thousandths_exactly(string text, long? amount) => Assert.Equal(amount, FoundAmounts.TenThousandths(text));

    [Fact]
    public void An_entry_is_found_by_what_its_payload_says_whatever_the_service()
    {
        var found = Of("""
            {"agreement":{"ev":"0198f0a1-0000-7000-8000-0000000000a0","ph":"5555555555555555555555555555555555555555555555555555555555555555"},
             "particulars":{"party":"E1","effectiveOn":"2025-03-01","title":{"en":"Milling machine","zh":"铣床"},"claimed":{"amount":"1200000.00","currency":"CNY"}},
             "lines":[{"payer":"E2","amount":{"amount":"5.00","currency":"CNY"}}],"steps":[{"name":"Unsearched"}],
             "sha256":"5555555555555555555555555555555555555555555555555555555555555555","by":{"person":"lin","organisation":"E1"}}
            """);
        Assert.Equal(new DateOnly(2025, 3, 1), found.ValidOn);
        Assert.Equal(["E1", "E2"], Terms(found, "party"));
        Assert.Equal(["lin"], Terms(found, "person"));
        Assert.Equal(["thing_done.v1"], Terms(found, "kind"));
        Assert.Equal(["cny", "e1", "e2", "lin", "machine", "milling", "床", "铣床"], Terms(found, "word"));
        Assert.Equal([50_000, 12_000_000_000], found.Amounts.Select(amount => amount.TenThousandths).Order());
    }

    [Fact]
    public void What_says_no_day_takes_effect_when_it_was_recorded() => Assert.Equal(new DateOnly(2025, 3, 2), Of("""{"on":"2025-13-01"}""").ValidOn);

    [Fact]
    public void No_entry_is_found_by_more_than_the_limits()
    {
        var words = string.Join(' ', Enumerable.Range(0, AuditLimits.FoundWords + 5).Select(i => $"word{i}"));
        var amounts = string.Join(',', Enumerable.Range(0, AuditLimits.FoundAmounts + 5).Select(i => $$"""{"amount":"{{i}}","currency":"CNY"}"""));
        var parties = string.Join(',', Enumerable.Range(0, AuditLimits.FoundTerms + 5).Select(i => $"\"E{i}\""));
        var found = Of($$"""{"text":"{{words}}","list":[{{amounts}}],"parties":[{{parties}}]}""");
        Assert.Equal(AuditLimits.FoundWords, Terms(found, "word").Count);
        Assert.Equal(AuditLimits.FoundAmounts, found.Amounts.Count);
        Assert.True(found.Terms.Count <= AuditLimits.FoundTerms);
    }

    [Fact]
    public void Entries_that_name_the_same_stand_in_one_row_of_each_block()
    {
        var blocks = TermBlocks.Of([(0, "a", "word", "x"), (63, "a", "word", "x"), (64, "a", "word", "x"), (0, "b", "word", "x"), (0, "a", "kind", "x"), (62, "a", "word", "x"), (0, "a", "word", "x")]);
        Assert.Equal(
            [
                new("a", "kind", "x", 0, 1), new("a", "word", "x", 0, unchecked((long)0xC000_0000_0000_0001)), new("a", "word", "x", 1, 1), new("b", "word", "x", 0, 1),
            ],
            blocks);
        Assert.Equal([0, 62, 63], TermBlocks.Indexes(0, blocks[1].Entries));
        Assert.Equal([long.MaxValue], TermBlocks.Indexes(TermBlocks.Last, long.MinValue));
        Assert.Empty(TermBlocks.Indexes(5, 0));
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(TermBlocks.Last + 1)]
    public void No_log_has_such_a_block(long block) => Assert.Throws<ArgumentOutOfRangeException>(() => TermBlocks.Indexes(block, 1));

    [Fact]
    public void Blocks_name_every_entry_once() => Gen.Select(Gen.Long[0, 300], Gen.OneOfConst("x", "y")).HashSet[0, 200].Sample(named =>
    {
        var blocks = TermBlocks.Of(named.Select(one => (one.Item1, "taihu", "word", one.Item2)));
        var again = blocks.SelectMany(block => TermBlocks.Indexes(block.Block, block.Entries).Select(index => (index, block.Term))).ToList();
        return again.Count == named.Count && named.SetEquals(again) && blocks.DistinctBy(block => (block.Term, block.Block)).Count() == blocks.Count;
    }, iter: 200);

    private static List<string> Terms(Findable found, string field) =>
        [.. found.Terms.Where(term => term.Field == field).Select(term => term.Term).Order(StringComparer.Ordinal)];

    private static Findable Of(string payload)
    {
        var sent = new SendingService("agreements").Record(Guid.CreateVersion7(), payload: JsonNode.Parse(payload));
        using var json = JsonDocument.Parse(sent.Entry.Payload);
        var envelope = VerifiedEntry.Verify(sent.Entry).Envelope;
        return Findable.Of(envelope.Type, envelope.RecordedAt, json.RootElement);
    }
}
