// What stands behind the address's # never reaches the server: it is shown and handed over here.
(() => {
  const page = document.getElementById("enrol");
  const told = new URLSearchParams(window.location.hash.slice(1));
  const account = told.get("account") || "";
  const code = told.get("code") || "";
  if (!/^[\w.:@-]{1,64}$/.test(account) || !/^[0-9A-Za-z-]{4,64}$/.test(code)) {
    return;
  }
  const at = (id) => document.getElementById(id);
  at("enrol-open").href = `${page.dataset.app}?server=${encodeURI(page.dataset.server)}&account=${account}&code=${code}`;
  at("enrol-account").textContent = account;
  at("enrol-code").textContent = code;
  at("enrol-link").hidden = false;
  at("enrol-none").hidden = true;
  at("enrol-copy").addEventListener("click", async () => {
    const link = `${page.dataset.server}/enrol#account=${account}&code=${code}`;
    let word = "已复制。请到督迹登录页，粘贴到任何一格里。";
    try {
      await navigator.clipboard.writeText(link);
    } catch {
      word = `请长按选中，复制这一行：${link}`;
    }
    at("enrol-copied").textContent = word;
  });
})();
