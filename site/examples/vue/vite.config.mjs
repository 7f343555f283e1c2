import vue from "@vitejs/plugin-vue";

const isElement = (tag) => tag === "digit-pad";

export default {
  plugins: [vue({ template: { compilerOptions: { isCustomElement: isElement } } })],
};
