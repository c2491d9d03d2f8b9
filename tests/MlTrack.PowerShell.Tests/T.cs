namespace X; public class T { [Fact] public void A() { } [Fact] public void B() => Assert.Skip("no pwsh"); }
